internal import Bytes

/// A mail, read: who wrote it, what it answers, what its subject says, and what git makes of it.
package struct Mail: Sendable {
  /// What a mail is to the series it belongs to.
  package enum Kind: String, Sendable {
    /// The letter in front of a series: no diff of its own.
    case cover
    /// A mail with a diff, or one whose number says that there should be one.
    case patch
    /// An answer to a cover letter or patch.
    case reply
    /// None of these.
    case other
  }

  /// The mail as it lies in the mailbox.
  package let raw: RawMessage
  /// Its Message-ID, without angle brackets.
  package let messageID: String?
  /// The Message-ID of the mail it answers: In-Reply-To, else the last of References.
  package let inReplyTo: String?
  /// The mails above it in the thread, oldest first.
  package let references: [String]
  /// Who sent it: the `From` header, not an in-body one.
  package let sender: Person
  /// The `Date` header as written.
  package let date: String
  /// The subject, decoded and unfolded, with its brackets.
  package let subject: String
  /// What the brackets and marks in front of the subject say.
  package let prefix: SubjectPrefix
  /// Author, message and patch, or why `git mailinfo` refuses the mail.
  package let info: Result<MailInfo, MailError>
  /// Whether the mail holds a diff.
  package let hasDiff: Bool

  /// Reads a mail.
  ///
  /// A mail that cannot be read says so in ``info``; the rest is read as far as possible.
  ///
  /// - Parameters:
  ///   - raw: The mail.
  ///   - options: The switches of `git mailinfo`.
  package init(_ raw: RawMessage, options: MailInfoOptions = MailInfoOptions()) {
    let content = raw.content
    let headers = ThreadingHeaders(content)
    self.raw = raw
    messageID = headers.messageID
    inReplyTo = headers.parent
    references = headers.references
    let forum = headers.from == Person(field: []) ? ForumHeading(content) : nil
    sender = forum.map { Person(name: $0.author, email: "") } ?? headers.from
    date = forum?.date ?? headers.date
    subject = forum?.subject ?? headers.subject
    prefix = SubjectPrefix(subject)
    do throws(MailError) {
      let info = try MailInfo(raw, options: options)
      hasDiff = PatchText.isPresent(in: info.patch[...])
      self.info = .success(info)
    } catch {
      hasDiff = false
      info = .failure(error)
    }
  }

  /// The moment of ``date``; nil if it cannot be read.
  package var sentAt: MailDate? {
    MailDate(Array(date.utf8)[...])
  }

  /// Author, message and patch; nil if `git mailinfo` refuses the mail.
  package var readable: MailInfo? {
    try? info.get()
  }
}
