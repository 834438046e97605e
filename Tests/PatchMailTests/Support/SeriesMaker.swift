import PatchMail

/// Writes mailboxes out of single mails.
enum SeriesMaker {
  static func mail(
    _ subject: String, id: String? = nil, answers: String? = nil, references: [String] = [],
    from: String = "A U Thor <author@example.org>",
    date: String = "Wed, 19 Sep 2012 20:31:10 +0400",
    body: String = "Why.\n\nSigned-off-by: A U Thor <author@example.org>\n", diff: Bool = true
  ) -> String {
    var text = "From someone@example.org Wed Sep 19 20:31:10 2012\n"
    text += "From: \(from)\nDate: \(date)\nSubject: \(subject)\n"
    if let id { text += "Message-ID: <\(id)>\n" }
    if let answers { text += "In-Reply-To: <\(answers)>\n" }
    if !references.isEmpty {
      text += "References: \(references.map { "<\($0)>" }.joined(separator: "\n "))\n"
    }
    return text + "\n" + body + (diff ? MailCorpus.diff : "") + "\n"
  }

  /// A cover letter and `count` patches that answer it.
  static func series(
    _ count: Int, version: Int = 1, id: String = "s", title: String = "area: patch"
  ) -> [String] {
    let tag = version == 1 ? "" : " v\(version)"
    return [mail("[PATCH\(tag) 0/\(count)] area: all", id: "\(id)0", body: "Hello.\n", diff: false)]
      + (1...count).map {
        mail("[PATCH\(tag) \($0)/\(count)] \(title) \($0)", id: "\(id)\($0)", answers: "\(id)0")
      }
  }

  static func read(_ mails: [String]) throws -> MailSet {
    try read(Array(mails.joined().utf8))
  }

  static func read(_ bytes: [UInt8]) throws -> MailSet {
    MailSet([try Mailbox(bytes, source: "test.mbox")])
  }
}

extension Series {
  var codes: [Problem.Code] { problems.map(\.code) }
}
