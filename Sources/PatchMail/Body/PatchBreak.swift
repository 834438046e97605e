internal import Bytes

/// The line at which the commit message ends and the patch begins.
enum PatchBreak {
  /// Whether the line is `diff -…`, `Index: …`, `--- name`, or `---` with nothing but white space after it.
  ///
  /// `line` includes its line feed.
  static func matches(_ line: ArraySlice<UInt8>) -> Bool {
    if line.hasPrefix("diff -") || line.hasPrefix("Index: ") { return true }
    guard line.count >= 4, line.hasPrefix("---") else { return false }
    if line.byteOrNUL(at: 3) == ASCII.space, !ASCII.isSpace(line.byteOrNUL(at: 4)) { return true }
    for byte in line.dropFirst(3) {
      if byte == ASCII.lineFeed { return true }
      guard ASCII.isSpace(byte) else { return false }
    }
    return false
  }
}
