/// What `inspect --json` prints.
package struct InspectDocument: Codable, Hashable, Sendable {
  /// `patch-replay.inspect/1`.
  package var schema = "patch-replay.inspect/1"
  /// Every message of the mailbox.
  package var messages: [MessageSummary]
  /// The series found in it.
  package var series: [SeriesSummary]
  /// What is wrong outside of any series.
  package var problems: [ProblemSummary]

  package init(
    messages: [MessageSummary], series: [SeriesSummary], problems: [ProblemSummary]
  ) {
    self.messages = messages
    self.series = series
    self.problems = problems
  }
}

/// One message of a mailbox.
package struct MessageSummary: Codable, Hashable, Sendable {
  /// The message's number in the mailbox, from 1.
  package var index: Int
  /// The line on which it starts, from 1.
  package var line: Int
  /// Its Message-ID without angle brackets.
  @OrNull package var messageID: String?
  /// The Message-ID that it answers.
  @OrNull package var inReplyTo: String?
  /// Who sent it.
  package var from: Person
  /// The date as in the mail.
  package var date: String
  /// The date in seconds since 1970.
  @OrNull package var timestamp: Int?
  /// The date's distance from UTC.
  @OrNull package var utcOffsetMinutes: Int?
  /// The subject, decoded and unfolded.
  package var subject: String
  /// What it is.
  package var kind: MessageKind
  /// The series that it belongs to.
  @OrNull package var series: Int?
  /// Its number in the series.
  @OrNull package var number: Int?
  /// What `git mailinfo` makes of it, where that was asked for.
  package var mailinfo: MailinfoSummary?

  package init(
    index: Int, line: Int, messageID: String?, inReplyTo: String?, from: Person, date: String,
    timestamp: Int?, utcOffsetMinutes: Int?, subject: String, kind: MessageKind, series: Int?,
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
package struct MailinfoSummary: Codable, Hashable, Sendable {
  /// The author's name.
  package var author: String
  /// The author's address.
  package var email: String
  /// The subject without tags.
  package var subject: String
  /// The date as in the mail.
  package var date: String
  /// The commit message below the subject.
  package var message: String
  /// The patch and all that stands with it.
  package var patch: String
  /// The message's bytes where they are not UTF-8.
  package var messageBase64: String?
  /// The patch's bytes where they are not UTF-8.
  package var patchBase64: String?

  package init(
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
