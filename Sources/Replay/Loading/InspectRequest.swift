package import Documents
package import Failures
internal import PatchMail

/// Asks what is in the mail, and what is wrong with it.
package struct InspectRequest: Sendable {
  /// The mail.
  package var mail: MailInput
  /// Whether the answer holds what `git mailinfo` makes of each mail.
  package var showsMailinfo = false

  package init(_ mail: MailInput) { self.mail = mail }

  /// Reads the mail.
  ///
  /// - Returns: What is in it; it ends badly where a series is incomplete or damaged, or where there
  ///   is none.
  /// - Throws: ``Failure`` where it cannot be read.
  package func perform(_ notices: Notices) throws(Failure) -> Outcome<InspectDocument> {
    let mails = try mail.read(notices)
    let document = InspectDocument(mails, showsMailinfo: showsMailinfo)
    let notes =
      mail.paths.count > 1 ? mails.series.flatMap(MailFileNotes(mails).lines(about:)) : []
    return Outcome(document, notes: notes, ending: ending(document))
  }

  private func ending(_ document: InspectDocument) -> Failure? {
    guard !document.series.isEmpty else { return mail.noSeries(in: document.messages.count) }
    let errors = document.series.flatMap(\.problems).filter { $0.severity == .error }
    return errors.first.map { first in
      Failure(
        .badAnswer, first.message + (errors.count > 1 ? " (and \(errors.count - 1) more)" : ""))
    }
  }
}

extension MailInput {
  /// The refusal of mail that holds no series.
  func noSeries(in messages: Int) -> Failure {
    Failure(
      .badInput,
      "\(name): no patch series in \(messages) " + (messages == 1 ? "message" : "messages"))
  }
}
