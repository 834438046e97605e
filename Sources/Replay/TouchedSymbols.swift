internal import PatchDiff

/// The functions and fields that a patch touches: the identifiers in its changed lines, and those in
/// the headings of its hunks.
enum TouchedSymbols {
  static func names(in files: [FileDiff]) -> Set<String> {
    var names: Set<String> = []
    for hunk in files.lazy.flatMap(\.hunks) {
      collect(hunk.section, into: &names)
      for line in hunk.lines where line.kind != .context { collect(line.text, into: &names) }
    }
    return names
  }

  private static func collect(_ text: ArraySlice<UInt8>, into names: inout Set<String>) {
    for word in text.split(whereSeparator: { !isPartOfIdentifier($0) }) {
      guard let first = word.first, !(48...57).contains(first) else { continue }
      names.insert(String(decoding: word, as: UTF8.self))
    }
  }

  private static func isPartOfIdentifier(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (48...57).contains(byte) || (97...122).contains(byte | 32)
  }
}
