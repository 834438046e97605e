/// A mail, read: who wrote it, what it answers, what its subject says, and what git makes of it.
public struct Mail: Sendable {
  /// What a mail is to the series it belongs to.
  public enum Kind: String, Sendable {
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
  public let raw: RawMessage
  /// Its Message-ID, without angle brackets.
  public let messageID: String?
  /// The Message-ID of the mail it answers: In-Reply-To, else the last of References.
  public let inReplyTo: String?
  /// The mails above it in the thread, oldest first.
  public let references: [String]
  /// Who sent it: the `From` header, not an in-body one.
  public let sender: Person
  /// The `Date` header as written.
  public let date: String
  /// The subject, decoded and unfolded, with its brackets.
  public let subject: String
  /// What the brackets and marks in front of the subject say.
  public let prefix: SubjectPrefix
  /// Author, message and patch, or why `git mailinfo` refuses the mail.
  public let info: Result<MailInfo, MailError>
  /// True if the mail holds a diff.
  public let hasDiff: Bool

  /// Reads a mail.
  ///
  /// A mail that cannot be read says so in ``info``; the rest is read as far as possible.
  ///
  /// - Parameters:
  ///   - raw: The mail.
  ///   - options: The switches of `git mailinfo`.
  public init(_ raw: RawMessage, options: MailInfoOptions = MailInfoOptions()) {
    let content = raw.content
    let headers = ThreadingHeaders(content)
    self.raw = raw
    messageID = headers.messageID
    inReplyTo = headers.parent
    references = headers.references
    let forum = headers.from == Author([]) ? ForumHeading(content) : nil
    sender = forum.map { Person(name: $0.author, email: "") } ?? Person(headers.from)
    date = forum?.date ?? headers.date
    subject = forum?.subject ?? headers.subject
    prefix = SubjectPrefix(subject)
    do throws(MailError) {
      let info = try MailInfo(raw, options: options)
      hasDiff = DiffText.isPresent(in: info.patch[...])
      self.info = .success(info)
    } catch {
      hasDiff = false
      info = .failure(error)
    }
  }

  /// The moment of ``date``; nil if it cannot be read.
  public var sentAt: MailDate? {
    MailDate(Array(date.utf8)[...])
  }

  /// Author, message and patch; nil if `git mailinfo` refuses the mail.
  public var readable: MailInfo? {
    try? info.get()
  }
}

/// A name and an address.
public struct Person: Hashable, Sendable {
  /// The name, as git reads it.
  public let name: String
  /// The address.
  public let email: String

  /// Makes a person from a name and an address.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - email: The address.
  public init(name: String, email: String) {
    self.name = name
    self.email = email
  }

  init(_ author: Author) {
    self.init(name: author.name.text, email: author.email.text)
  }
}
