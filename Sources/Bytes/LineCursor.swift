/// Reads lines from bytes with the end-of-file memory of a C stream.
///
/// The memory matters: once a read has hit the end, git's reader leaves its line buffer as it was,
/// and a mail that is all headers gets its last header as its body.
package struct LineCursor {
  package let bytes: ArraySlice<UInt8>
  package private(set) var position: Int
  private var hasHitEnd = false

  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// What has not been read yet.
  package var rest: ArraySlice<UInt8> { bytes[position...] }

  /// Reads the next line with its line feed into `line`.
  ///
  /// - Returns: False at the end: `line` is then empty, or untouched when the end was known.
  package mutating func readLine(into line: inout ArraySlice<UInt8>) -> Bool {
    if hasHitEnd { return false }
    guard position < bytes.endIndex else {
      hasHitEnd = true
      line = []
      return false
    }
    if let newline = bytes.firstIndex(of: ASCII.lineFeed, from: position) {
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
  package mutating func readLineContent(into line: inout ArraySlice<UInt8>) -> Bool {
    guard readLine(into: &line) else { return false }
    if line.last == ASCII.lineFeed { line.removeLast() }
    return true
  }

  /// The next byte, left in place.
  package mutating func peek() -> UInt8? {
    guard position < bytes.endIndex else {
      hasHitEnd = true
      return nil
    }
    return bytes[position]
  }

  package mutating func skipSpace() {
    while position < bytes.endIndex, ASCII.isSpace(bytes[position]) { position += 1 }
  }

  package mutating func skipToEnd() {
    position = bytes.endIndex
    hasHitEnd = true
  }
}
