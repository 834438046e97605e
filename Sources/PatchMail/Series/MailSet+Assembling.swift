extension MailSet {
  /// Reads mailboxes and sorts their mails into series.
  ///
  /// No mail is lost: ``placements`` has one entry for each, and what could not be placed is in
  /// ``problems``.
  ///
  /// - Parameters:
  ///   - mailboxes: The mailboxes, in order, their messages with indices 1, 2, 3 …. A maildir or
  ///     folder is one mailbox a file.
  ///   - options: The switches of `git mailinfo`.
  package init(_ mailboxes: [Mailbox], options: MailInfoOptions = MailInfoOptions()) {
    let junk = mailboxes.filter { $0.junkLines > 0 }.map { mailbox in
      Problem(
        .warning, .leadingJunk,
        "\(mailbox.source): \(mailbox.junkLines) lines in front of the first message are not mail "
          + "and are not used")
    }
    let mails = mailboxes.flatMap(\.messages).map { Mail($0, options: options) }
    self.init(mails, problems: junk)
  }

  /// Sorts mails into series.
  ///
  /// A series is one version of one total in one thread; mails outside threads go by their
  /// sender. The same input always gives the same answer: no clock, no guess by date.
  ///
  /// - Parameters:
  ///   - mails: The mails, in order, with indices 1, 2, 3 ….
  ///   - found: Problems found before.
  private init(_ mails: [Mail], problems found: [Problem]) {
    let threads = MailThreads(mails)
    let kinds = MailKinds.classify(mails, threads: threads)
    var grouping = SeriesGrouping(mails, threads: threads, kinds: kinds)
    let targets = threads.nearest(where: kinds.map { $0 == .patch || $0 == .cover })
    var problems = found
    var placements: [Placement] = []
    for position in mails.indices {
      let kind = kinds[position]
      let place = targets[position].flatMap { grouping.places[$0] }
      if kind == .reply, let place {
        grouping.addReply(position, to: place)
      } else if kind == .reply || kind == .other {
        problems.append(Self.unplaced(mails[position], kind: kind))
      }
      let isPlaced = kind != .other
      placements.append(
        Placement(
          kind: kind, series: isPlaced ? place?.draft : nil, number: isPlaced ? place?.number : nil)
      )
    }
    let versions = SeriesVersions(grouping.drafts, mails: mails)
    self.mails = mails
    self.placements = placements
    self.problems = problems
    defaultSeries = versions.defaultDraft
    series = grouping.drafts.indices.map { index in
      SeriesBuilder(
        grouping.drafts[index], index: index, mails: mails,
        otherVersions: versions.others(of: index)
      ).build()
    }
  }

  private static func unplaced(_ mail: Mail, kind: Mail.Kind) -> Problem {
    if case .failure(let error) = mail.info {
      return MailProblems.unreadable(error, patch: nil)
    }
    let subject = mail.subject.isEmpty ? "a mail without subject" : "'\(mail.subject)'"
    return kind == .reply
      ? Problem(
        .note, .replyIgnored, mail: mail.raw.index,
        "\(subject) (mail \(mail.raw.index)) answers no mail that is here")
      : Problem(
        .note, .otherMail, mail: mail.raw.index,
        "\(subject) (mail \(mail.raw.index)) is not a patch and belongs to no series")
  }
}
