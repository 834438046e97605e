internal import Bytes

/// The `From ` line in front of every message of a mailbox.
enum SeparatorLine {
  /// Whether `git mailsplit` takes the line for a separator: `From ` in front, a time of day by
  /// its last colon, and a year above 90 after it.
  ///
  /// `line` includes its line feed.
  static func matches(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count >= 20, line.hasPrefix("From ") else { return false }
    let lowest = line.startIndex + 5
    var colon = line.endIndex - 3
    while colon >= lowest, line[colon] != UInt8(ascii: ":") { colon -= 1 }
    guard colon >= lowest else { return false }
    for distance in [-4, -2, -1, 1, 2] where !ASCII.isDigit(line[colon + distance]) {
      return false
    }
    return hasYear(line[(colon + 3)...])
  }

  /// Whether it is the separator that public-inbox writes, always in an mboxrd.
  static func isPublicInbox(_ line: ArraySlice<UInt8>) -> Bool {
    line.hasPrefix("From mboxrd@z ")
  }

  /// Whether the line begins with `>From `, `>>From ` and so on.
  static func isQuoted(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: ">") else { return false }
    return line.drop { $0 == UInt8(ascii: ">") }.hasPrefix("From ")
  }

  /// Whether the text begins with a number above 90: the C library's `strtol` reads it, so white
  /// space and a sign are allowed.
  private static func hasYear(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text.drop { ASCII.isSpace($0) || $0 == 0x0b || $0 == 0x0c }
    if rest.first == UInt8(ascii: "-") { return false }
    if rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    var year = 0
    for digit in rest {
      guard ASCII.isDigit(digit) else { break }
      year = year * 10 + Int(digit - UInt8(ascii: "0"))
      if year > 90 { return true }
    }
    return false
  }
}
