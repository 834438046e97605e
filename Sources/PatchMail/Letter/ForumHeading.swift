internal import Bytes

/// The line that a web forum puts over its copy of a mail:
/// `Subject: [PATCH 0/2] title Posted by A U Thor on Wed, 19 Sep 2012 16:31:10 GMT View …`.
struct ForumHeading {
  /// The subject with its brackets.
  let subject: String
  /// The sender's name; the copy has no address.
  let author: String
  /// The date as written.
  let date: String

  /// Looks at the first lines of a mail without `From`, where the copy put its heading, on one line
  /// or two.
  init?(_ content: ArraySlice<UInt8>) {
    let head = content.trimmedLeft.prefix(1000)
    let lines = head.split(separator: ASCII.lineFeed).prefix(4).map { $0.trimmed.text }
    let heading = lines.joined(separator: " ")
    guard let mark = heading.firstWords(" Posted by "),
      let on = heading[mark.upperBound...].firstWords(" on ")
    else { return nil }
    var subject = heading[..<mark.lowerBound].trimmingSpace
    if subject.lowercased().hasPrefix("subject:") {
      subject = subject.dropFirst("subject:".count).trimmingSpace
    }
    let words = heading[on.upperBound...].split(separator: " ").prefix(6)
    let date = words.prefix { $0 != "View" && $0 != "Reply" }.joined(separator: " ")
    guard !subject.isEmpty, MailDate(Array(date.utf8)[...]) != nil else { return nil }
    self.subject = String(subject)
    author = String(heading[mark.upperBound..<on.lowerBound].trimmingSpace)
    self.date = date
  }
}

extension StringProtocol {
  /// The first place of `words`, found from blank to blank.
  fileprivate func firstWords(_ words: String) -> Range<Index>? {
    var position = startIndex
    while let blank = self[position...].firstIndex(of: " ") {
      if self[blank...].hasPrefix(words) { return blank..<index(blank, offsetBy: words.count) }
      position = index(after: blank)
    }
    return nil
  }
}
