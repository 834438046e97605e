package import Documents
package import PatchMail

extension InspectDocument {
  /// Lays out what is in the mail.
  ///
  /// - Parameters:
  ///   - mails: The mails, sorted into series.
  ///   - showsMailinfo: Adds what `git mailinfo` makes of each mail.
  package init(_ mails: MailSet, showsMailinfo: Bool = false) {
    precondition(mails.placements.count == mails.mails.count, "one placement for each mail")
    self.init(
      messages: zip(mails.mails, mails.placements).map { mail, placement in
        MessageSummary(mail, placement, showsMailinfo: showsMailinfo)
      },
      series: mails.series.map { SeriesSummary(ParsedSeries($0)) },
      problems: mails.problems.map(ProblemSummary.init))
  }
}

extension MessageSummary {
  fileprivate init(_ mail: Mail, _ placement: MailSet.Placement, showsMailinfo: Bool) {
    self.init(
      index: mail.raw.index, line: mail.raw.line, messageID: mail.messageID,
      inReplyTo: mail.inReplyTo, from: Documents.Person(mail.sender), date: mail.date,
      timestamp: mail.sentAt.map { Int($0.timestamp) },
      utcOffsetMinutes: mail.sentAt?.utcOffsetMinutes, subject: mail.subject,
      kind: MessageKind(placement.kind), series: placement.series, number: placement.number,
      mailinfo: showsMailinfo ? mail.readable.map(MailinfoSummary.init) : nil)
  }
}

extension MailinfoSummary {
  fileprivate init(_ info: MailInfo) {
    self.init(
      author: Text.of(info.author ?? []), email: Text.of(info.email ?? []),
      subject: Text.of(info.subject ?? []), date: Text.of(info.date ?? []),
      message: Text.of(info.message), patch: Text.of(info.patch),
      messageBase64: Text.base64(unlessUTF8: info.message),
      patchBase64: Text.base64(unlessUTF8: info.patch))
  }
}

extension Documents.Person {
  init(_ person: PatchMail.Person) { self.init(name: person.name, email: person.email) }
}

extension ProblemSummary {
  init(_ problem: Problem) {
    self.init(
      severity: Severity(problem.severity), code: problem.code.rawValue,
      patch: problem.patch.map { PatchNumber($0) },
      message: problem.message)
  }
}
