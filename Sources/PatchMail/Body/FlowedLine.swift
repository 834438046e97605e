internal import Bytes

/// A line of format=flowed text.
enum FlowedLine {
  /// The end of the line's text, in front of its line feed or carriage return and line feed.
  static func contentEnd(of line: ArraySlice<UInt8>) -> Int {
    guard line.last == ASCII.lineFeed else { return line.endIndex }
    let end = line.endIndex - 1
    return end > line.startIndex && line[end - 1] == ASCII.carriageReturn ? end - 1 : end
  }
}
