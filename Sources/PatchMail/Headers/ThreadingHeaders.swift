internal import Bytes

/// The headers that say who wrote a mail and which mail it answers.
struct ThreadingHeaders {
  /// The mail's own Message-ID, without angle brackets.
  private(set) var messageID: String?
  /// The mail that this one answers directly.
  private(set) var inReplyTo: String?
  /// The mails above this one in the thread, oldest first.
  private(set) var references: [String] = []
  /// The decoded `From`, whatever an in-body header says.
  private(set) var from = Person(field: [])
  /// The `Date` as written.
  private(set) var date = ""
  /// The decoded, unfolded subject.
  private(set) var subject = ""

  /// Reads the header of a mail; nothing in it is an error.
  init(_ content: ArraySlice<UInt8>) {
    var cursor = LineCursor(content)
    var converter = CharsetConverter()
    var line: ArraySlice<UInt8> = []
    cursor.skipSpace()
    while HeaderReader.readField(from: &cursor, into: &line) {
      if let value = HeaderReader.value(of: "Message-ID", in: line) {
        messageID = messageID ?? Self.identifiers(in: value).first
      } else if let value = HeaderReader.value(of: "In-Reply-To", in: line) {
        inReplyTo = inReplyTo ?? Self.identifiers(in: value).first
      } else if let value = HeaderReader.value(of: "References", in: line) {
        references += Self.identifiers(in: value)
      } else if let value = HeaderReader.value(of: "From", in: line) {
        from = Person(
          field: EncodedWords.decodeLeniently(value, with: &converter).spacesCollapsed[...])
      } else if let value = HeaderReader.value(of: "Date", in: line) {
        date = value.spacesCollapsed.text
      } else if let value = HeaderReader.value(of: "Subject", in: line) {
        subject = EncodedWords.decodeLeniently(value, with: &converter).spacesCollapsed.text
      }
    }
  }

  /// The mail that this one answers: In-Reply-To, else the last of References.
  var parent: String? {
    inReplyTo ?? references.last
  }

  /// What stands in angle brackets; the whole value if there are none.
  private static func identifiers(in value: ArraySlice<UInt8>) -> [String] {
    var result: [String] = []
    var position = value.startIndex
    while let open = value.firstIndex(of: UInt8(ascii: "<"), from: position),
      let close = value.firstIndex(of: UInt8(ascii: ">"), from: open)
    {
      result.append(value[(open + 1)..<close].text)
      position = close + 1
    }
    if result.isEmpty, !value.trimmed.isEmpty { result = [value.trimmed.text] }
    return result
  }
}
