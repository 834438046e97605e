internal import Bytes

/// What a command printed to one stream, or wrote to one file, without what colours it.
struct OutputText: Sendable {
  /// The JSON documents in it, wherever they stand.
  let documents: [OutputJSON]
  /// The lines outside of them.
  let lines: [OutputLine]
  private let rest: [UInt8]

  /// Separates documents from lines; the time it takes grows as the output does.
  init(_ bytes: [UInt8]) {
    let plain = Self.withoutControlSequences(bytes)
    (documents, rest) = JSONScanner.documents(in: plain)
    lines = Self.lines(rest)
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// Whether some line holds one of these texts.
  func holds(anyOf marks: [StaticString]) -> Bool {
    marks.contains { rest[...].firstIndex(of: $0, from: 0) != nil }
  }

  /// What expressions are matched against: the output as it came, without colours.
  static func searchable(_ bytes: [UInt8]) -> String {
    String(decoding: withoutControlSequences(bytes), as: UTF8.self)
  }

  /// Lines end with a line feed, or with a carriage return where progress is drawn over itself.
  private static func lines(_ bytes: [UInt8]) -> [OutputLine] {
    bytes.split { $0 == 10 || $0 == 13 }.map(OutputLine.init(bytes:))
  }

  /// Leaves out what ECMA-48 calls control sequences, such as colours, and what xterm adds: titles, links.
  private static func withoutControlSequences(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(escape) else { return bytes }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == escape else {
        plain.append(bytes[at])
        at += 1
        continue
      }
      at = end(ofSequenceAt: at, in: bytes)
    }
    return plain
  }

  private static let escape: UInt8 = 0x1B

  private static func end(ofSequenceAt start: Int, in bytes: [UInt8]) -> Int {
    guard start + 1 < bytes.count else { return bytes.count }
    var at = start + 2
    switch bytes[start + 1] {
    case UInt8(ascii: "["):
      while at < bytes.count, (0x20...0x3F).contains(bytes[at]) { at += 1 }
      return min(at + 1, bytes.count)
    case UInt8(ascii: "]"):
      // Ends with BEL or with ESC \; a line feed is in none.
      while at < bytes.count, bytes[at] != 7, bytes[at] != escape, bytes[at] != 10 { at += 1 }
      if at < bytes.count, bytes[at] == escape { return min(at + 2, bytes.count) }
      return at < bytes.count && bytes[at] == 7 ? at + 1 : at
    case 0x20...0x2F:
      return min(at + 1, bytes.count)
    default:
      return at
    }
  }
}

/// One line of output.
struct OutputLine: Sendable {
  let bytes: ArraySlice<UInt8>

  /// The line as text, without blanks around it.
  var text: String { Self.trimmed(bytes) }

  /// What stands between blanks.
  var words: [String] {
    bytes.split(whereSeparator: Self.isBlank).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What stands behind a text, from the first place where it occurs; nil where it does not.
  func behind(_ mark: StaticString) -> OutputLine? {
    bytes.firstIndex(of: mark, from: bytes.startIndex).map {
      OutputLine(bytes: bytes[($0 + mark.utf8CodeUnitCount)...])
    }
  }

  /// What stands before a text; nil where it does not occur.
  func before(_ mark: StaticString) -> OutputLine? {
    bytes.firstIndex(of: mark, from: bytes.startIndex).map { OutputLine(bytes: bytes[..<$0]) }
  }

  /// Whether it begins with a text, blanks aside.
  func begins(with mark: StaticString) -> Bool {
    bytes.drop(while: Self.isBlank).hasPrefix(mark)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var slice = bytes.drop(while: isBlank)
    while let last = slice.last, isBlank(last) { slice.removeLast() }
    return String(decoding: slice, as: UTF8.self)
  }
}
