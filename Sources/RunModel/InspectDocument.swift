/// What `inspect --json` prints.
public struct InspectDocument: Codable, Hashable, Sendable {
  /// `patch-replay.inspect/1`.
  public var schema = "patch-replay.inspect/1"
  /// Every message of the mailbox.
  public var messages: [MessageSummary]
  /// The series found in it.
  public var series: [SeriesSummary]
  /// What is wrong outside of any series.
  public var problems: [ProblemSummary]

  /// Creates the value from its parts.
  public init(
    messages: [MessageSummary], series: [SeriesSummary], problems: [ProblemSummary]
  ) {
    self.messages = messages
    self.series = series
    self.problems = problems
  }
}

/// One message of a mailbox.
public struct MessageSummary: Codable, Hashable, Sendable {
  /// The message's number in the mailbox, from 1.
  public var index: Int
  /// The line on which it starts, from 1.
  public var line: Int
  /// Its Message-ID without angle brackets.
  @OrNull public var messageID: String?
  /// The Message-ID that it answers.
  @OrNull public var inReplyTo: String?
  /// Who sent it.
  public var from: Person
  /// The date as in the mail.
  public var date: String
  /// The date in seconds since 1970.
  @OrNull public var timestamp: Int?
  /// The date's distance from UTC.
  @OrNull public var utcOffsetMinutes: Int?
  /// The subject, decoded and unfolded.
  public var subject: String
  /// `cover`, `patch`, `reply` or `other`.
  public var kind: String
  /// The series that it belongs to.
  @OrNull public var series: Int?
  /// Its number in the series.
  @OrNull public var number: Int?
  /// What `git mailinfo` makes of it, where that was asked for.
  public var mailinfo: MailinfoSummary?

  /// Creates the value from its parts.
  public init(
    index: Int, line: Int, messageID: String?, inReplyTo: String?, from: Person, date: String,
    timestamp: Int?, utcOffsetMinutes: Int?, subject: String, kind: String, series: Int?,
    number: Int?, mailinfo: MailinfoSummary?
  ) {
    self.index = index
    self.line = line
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.from = from
    self.date = date
    self.timestamp = timestamp
    self.utcOffsetMinutes = utcOffsetMinutes
    self.subject = subject
    self.kind = kind
    self.series = series
    self.number = number
    self.mailinfo = mailinfo
  }

  enum CodingKeys: String, CodingKey {
    case index
    case line
    case messageID = "message_id"
    case inReplyTo = "in_reply_to"
    case from
    case date
    case timestamp
    case utcOffsetMinutes = "utc_offset_minutes"
    case subject
    case kind
    case series
    case number
    case mailinfo
  }
}

/// What `git mailinfo` writes for a message; bytes that are not UTF-8 also stand in base 64.
public struct MailinfoSummary: Codable, Hashable, Sendable {
  /// The author's name.
  public var author: String
  /// The author's address.
  public var email: String
  /// The subject without tags.
  public var subject: String
  /// The date as in the mail.
  public var date: String
  /// The commit message below the subject.
  public var message: String
  /// The patch and all that stands with it.
  public var patch: String
  /// The message's bytes where they are not UTF-8.
  public var messageBase64: String?
  /// The patch's bytes where they are not UTF-8.
  public var patchBase64: String?

  /// Creates the value from its parts.
  public init(
    author: String, email: String, subject: String, date: String, message: String, patch: String,
    messageBase64: String? = nil, patchBase64: String? = nil
  ) {
    self.author = author
    self.email = email
    self.subject = subject
    self.date = date
    self.message = message
    self.patch = patch
    self.messageBase64 = messageBase64
    self.patchBase64 = patchBase64
  }

  enum CodingKeys: String, CodingKey {
    case author
    case email
    case subject
    case date
    case message
    case patch
    case messageBase64 = "message_base64"
    case patchBase64 = "patch_base64"
  }
}
