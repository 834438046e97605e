internal import Bytes

/// The line-wise changes that splitting a mailbox makes to a message.
struct Unquoting: Sendable {
  /// Carriage return and line feed become a line feed.
  var stripsCR = false
  /// One `>` is taken from `>From ` and `>>From ` lines.
  var stripsMboxrd = false

  func apply(to bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard isNeeded(for: bytes) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var cursor = LineCursor(bytes)
    var line: ArraySlice<UInt8> = []
    while cursor.readLine(into: &line) {
      let endsInCRLF =
        stripsCR && line.count > 1 && line.last == ASCII.lineFeed
        && line[line.endIndex - 2] == ASCII.carriageReturn
      if endsInCRLF { line.removeLast(2) }
      if stripsMboxrd && SeparatorLine.isQuoted(line) { line.removeFirst() }
      result += line
      if endsInCRLF { result.append(ASCII.lineFeed) }
    }
    return result[...]
  }

  private func isNeeded(for bytes: ArraySlice<UInt8>) -> Bool {
    if stripsCR, bytes.firstIndex(of: "\r\n", from: bytes.startIndex) != nil { return true }
    return stripsMboxrd && bytes.firstIndex(of: ">From ", from: bytes.startIndex) != nil
  }
}
