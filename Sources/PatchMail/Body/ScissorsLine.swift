internal import Bytes

/// A line such as `-- >8 --`: what stands above it is not part of the commit message.
enum ScissorsLine {
  /// Whether the line is of dashes and scissors (`>8`, `8<`, `>%`, `%<`): at least eight columns wide,
  /// more than a third of it perforation, and blanks less than half of the perforation.
  static func matches(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.untilNUL
    var hasScissors = false
    var perforation = 0
    var gap = 0
    var inPerforation = false
    var visible: Range<Int>?
    var position = text.startIndex
    while position < text.endIndex {
      let byte = text[position]
      defer { position += 1 }
      if ASCII.isSpace(byte) {
        if inPerforation {
          perforation += 1
          gap += 1
        }
        continue
      }
      visible = (visible?.lowerBound ?? position)..<(position + 1)
      if byte == UInt8(ascii: "-") {
        inPerforation = true
        perforation += 1
      } else if isScissors(text[position...]) {
        inPerforation = true
        hasScissors = true
        perforation += 2
        position += 1
      } else {
        inPerforation = false
      }
    }
    guard hasScissors, let width = visible?.count, width >= 8 else { return false }
    return width < perforation * 3 && gap * 2 < perforation
  }

  private static func isScissors(_ text: ArraySlice<UInt8>) -> Bool {
    text.hasPrefix(">8") || text.hasPrefix("8<") || text.hasPrefix(">%") || text.hasPrefix("%<")
  }
}
