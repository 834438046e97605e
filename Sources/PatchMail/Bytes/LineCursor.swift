/// Reads lines from bytes with the end-of-file memory of a C stream.
///
/// The memory matters: once a read has hit the end, git's reader leaves its line buffer as it was,
/// and a mail that is all headers gets its last header as its body.
struct LineCursor {
  let bytes: ArraySlice<UInt8>
  private(set) var position: Int
  private var hasHitEnd = false

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// What has not been read yet.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  /// Reads the next line with its line feed into `line`.
  ///
  /// - Returns: False at the end: `line` is then empty, or untouched when the end was known.
  mutating func readLine(into line: inout ArraySlice<UInt8>) -> Bool {
    if hasHitEnd { return false }
    guard position < bytes.endIndex else {
      hasHitEnd = true
      line = []
      return false
    }
    if let newline = bytes.firstIndex(of: ASCII.newline, from: position) {
      line = bytes[position...newline]
      position = newline + 1
    } else {
      line = rest
      position = bytes.endIndex
      hasHitEnd = true
    }
    return true
  }

  /// Reads the next line, without its line feed.
  mutating func readLineContent(into line: inout ArraySlice<UInt8>) -> Bool {
    guard readLine(into: &line) else { return false }
    if line.last == ASCII.newline { line.removeLast() }
    return true
  }

  /// The next byte, left in place.
  mutating func peek() -> UInt8? {
    guard position < bytes.endIndex else {
      hasHitEnd = true
      return nil
    }
    return bytes[position]
  }

  mutating func skipSpace() {
    while position < bytes.endIndex, ASCII.isSpace(bytes[position]) { position += 1 }
  }

  mutating func skipToEnd() {
    position = bytes.endIndex
    hasHitEnd = true
  }
}
