internal import Bytes

/// Reads the header fields of a mail or of a MIME part, unfolded.
enum HeaderReader {
  /// Whether the line can stand in a header: a field name of printable ASCII and a colon, or
  /// the separator line of a mailbox, quoted or not (RFC 2822 3.6.8; git counts separators too).
  static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    if line.hasPrefix("From ") || line.hasPrefix(">From ") { return true }
    for byte in line {
      if byte == UInt8(ascii: ":") { return true }
      guard byte > 32, byte < 127 else { return false }
    }
    return false
  }

  /// Reads one field, unfolded: every continuation line's first byte becomes one blank, white space
  /// at line ends goes.
  ///
  /// - Returns: False at the end of the header. `line` then holds the line that ended it, with a
  ///   line feed, or what the cursor left there at the end of the input.
  static func readField(
    from cursor: inout LineCursor, into line: inout ArraySlice<UInt8>
  ) -> Bool {
    guard cursor.readLineContent(into: &line) else { return false }
    line = line.trimmedRight
    guard !line.isEmpty, isHeader(line) else {
      line = Array(line)[...] + [ASCII.lineFeed]
      return false
    }
    var continuation: ArraySlice<UInt8> = []
    while let next = cursor.peek(), next == ASCII.space || next == ASCII.tab {
      guard cursor.readLineContent(into: &continuation) else { break }
      let text = continuation.dropFirst().trimmedRight
      if !text.isEmpty {
        line.append(ASCII.space)
        line += text
      }
    }
    return true
  }

  /// The value of `line` if its field is called `name` in any case of letters: from the first byte
  /// after colon and white space to the first NUL.
  static func value(of name: StaticString, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = line.endOfPrefix(caseInsensitive: name),
      end < line.endIndex, line[end] == UInt8(ascii: ":")
    else { return nil }
    return line[(end + 1)...].trimmedLeft.untilNUL
  }
}
