/// Tells what each line of a diff is, one line after the other.
///
/// Lines of a hunk are known by the counts in its heading, so that a removed line `-- x` is not taken
/// for a file's name.
package struct DiffLines: Sendable {
  /// What a line of a diff is.
  package enum Kind: Hashable, Sendable {
    /// It names a file or says what becomes of the file as a whole, binary data included.
    case fileHeader
    /// The heading of a hunk.
    case hunkHeader
    /// A line that the patch leaves alone.
    case context
    case added
    case removed
    /// Anything else, such as `\ No newline at end of file`.
    case note
  }

  private var isInHeader = false
  /// Lines of the hunk that are still to come, as its heading announces them.
  private var missing = (old: 0, new: 0)

  package init() {}

  /// Takes the next line.
  ///
  /// - Parameter line: The line without its line feed.
  /// - Returns: What the line is in the diff.
  package mutating func kind(of line: some Collection<UInt8>) -> Kind {
    let first = line.first
    if missing.old > 0 || missing.new > 0 { return takeContent(first) }
    if line.starts(with: "@@ -".utf8), let counts = Self.counts(line) {
      isInHeader = false
      missing = counts
      return .hunkHeader
    }
    if line.starts(with: "diff ".utf8) || line.starts(with: "--- ".utf8)
      || line.starts(with: "+++ ".utf8)
    {
      isInHeader = true
    }
    return isInHeader ? .fileHeader : .note
  }

  private mutating func takeContent(_ first: UInt8?) -> Kind {
    switch first {
    case UInt8(ascii: "-"):
      missing.old -= 1
      return .removed
    case UInt8(ascii: "+"):
      missing.new -= 1
      return .added
    case UInt8(ascii: "\\"):
      return .note
    default:
      missing.old -= 1
      missing.new -= 1
      return .context
    }
  }

  /// The counts of a heading such as `@@ -1,3 +1,4 @@`; nil where there are not two ranges.
  private static func counts(_ line: some Collection<UInt8>) -> (old: Int, new: Int)? {
    let words = line.dropFirst(4).prefix(60).split(separator: UInt8(ascii: " "))
    guard words.count >= 2 else { return nil }
    return (count(words[0]), count(words[1]))
  }

  private static func count(_ range: some Collection<UInt8>) -> Int {
    let parts = range.split(separator: UInt8(ascii: ","))
    guard parts.count == 2 else { return 1 }
    guard parts[1].allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return 0 }
    return Int(String(decoding: parts[1], as: UTF8.self)) ?? 0
  }
}
