internal import Bytes

/// The cleaning that git gives every commit message made from a mail.
enum MessageCleanup {
  /// Trims line ends, joins runs of blank lines, drops them at both ends, ends in one line feed.
  static func strip(_ message: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(message.count)
    var isBlankPending = false
    var cursor = LineCursor(message[...])
    var line: ArraySlice<UInt8> = []
    while cursor.readLine(into: &line) {
      let text = line.trimmedRight
      if text.isEmpty {
        isBlankPending = !result.isEmpty
        continue
      }
      if isBlankPending { result.append(ASCII.lineFeed) }
      isBlankPending = false
      result += text
      result.append(ASCII.lineFeed)
    }
    return result
  }
}
