internal import Bytes
internal import PatchDiff

/// A patch's diff as documents show it.
enum ShownDiff {
  /// The patch from its first file header on, without notes and diffstat before it and the mail's
  /// signature behind it; what is not UTF-8 becomes U+FFFD.
  static func text(of patch: ParsedPatch) -> String {
    let text = patch.text[...]
    let start = text.firstLine("diff --git ") ?? text.firstLine("--- ") ?? text.startIndex
    let end = text.lastSignature ?? text.endIndex
    return text[start..<max(start, end)].text
  }
}

extension ArraySlice<UInt8> {
  /// Where the first line starts that begins with some words.
  fileprivate func firstLine(_ words: StaticString) -> Int? {
    var start: Int? = startIndex
    while let line = start, !self[line...].hasPrefix(words) {
      start = firstIndex(of: ASCII.lineFeed, from: line).map { $0 + 1 }
    }
    return start
  }

  /// Where the last line `-- ` starts.
  fileprivate var lastSignature: Int? {
    var end = endIndex
    while end > startIndex {
      let start = self[..<(end - 1)].lastIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? startIndex
      if self[start...].hasPrefix("-- \n") { return start }
      end = start
    }
    return nil
  }
}
