internal import Bytes

/// A quick look at the patch part of a mail; parsing diffs is not this module's business.
enum PatchText {
  /// Whether a file's diff begins somewhere.
  static func isPresent(in patch: ArraySlice<UInt8>) -> Bool {
    var cursor = LineCursor(patch)
    var line: ArraySlice<UInt8> = []
    var wasOldName = false
    while cursor.readLine(into: &line) {
      if line.hasPrefix("diff --git ") || line.hasPrefix("@@ -") { return true }
      if wasOldName && line.hasPrefix("+++ ") { return true }
      wasOldName = line.hasPrefix("--- ")
    }
    return false
  }

  /// Whether a hunk's line ends in a carriage return.
  static func hasCarriageReturns(in patch: ArraySlice<UInt8>) -> Bool {
    guard let hunk = patch.firstIndex(of: "\n@@ -", from: patch.startIndex) else { return false }
    return patch.firstIndex(of: "\r\n", from: hunk) != nil
  }

  /// The line of the first hunk line that no diff can hold, counted from 1: the sign of a mailer
  /// that broke long lines.
  static func firstBrokenLine(in patch: ArraySlice<UInt8>) -> Int? {
    var cursor = LineCursor(patch)
    var line: ArraySlice<UInt8> = []
    var number = 0
    var left = (old: 0, new: 0)
    while cursor.readLine(into: &line) {
      number += 1
      guard left.old > 0 || left.new > 0 else {
        left = hunkCounts(line) ?? (0, 0)
        continue
      }
      switch line.first {
      case UInt8(ascii: "-"): left.old -= 1
      case UInt8(ascii: "+"): left.new -= 1
      case UInt8(ascii: " "), ASCII.lineFeed, ASCII.carriageReturn:
        left.old -= 1
        left.new -= 1
      case UInt8(ascii: "\\"): break
      default: return number
      }
    }
    return nil
  }

  /// The two counts of `@@ -1,2 +3,4 @@`; nil if `line` is not a hunk header.
  private static func hunkCounts(_ line: ArraySlice<UInt8>) -> (old: Int, new: Int)? {
    guard line.hasPrefix("@@ -") else { return nil }
    let words = line.split(separator: ASCII.space, maxSplits: 3)
    guard words.count >= 3, let old = count(words[1]), let new = count(words[2]) else { return nil }
    return (old, new)
  }

  /// Nil for what is no count of lines, and for more than 32 bits hold: no file has so many lines, and
  /// counting down from it must not overflow.
  private static func count(_ range: ArraySlice<UInt8>) -> Int? {
    let parts = range.dropFirst().split(separator: UInt8(ascii: ","))
    guard parts.count == 2 else { return 1 }
    guard parts[1].allSatisfy(ASCII.isDigit) else { return nil }
    return UInt32(parts[1].text).map(Int.init)
  }
}
