internal import Bytes

/// How names stand in diff headers: quoted or bare, with components to strip.
enum PathName {
  /// A name on a `---` or `+++` line of a git diff: ends at a tab, a carriage return or the line's
  /// end.
  static func tabTerminated(_ value: ArraySlice<UInt8>, stripLevel: Int) -> TreePath? {
    if let quoted = quotedName(value, stripLevel: stripLevel) { return quoted }
    let end = value.firstIndex { $0 != ASCII.space && ASCII.isSpace($0) } ?? value.endIndex
    return bare(value[..<end], stripLevel: stripLevel)
  }

  /// A name on a `rename` or `copy` line, which carries no `a/` or `b/`.
  static func extended(_ value: ArraySlice<UInt8>, stripLevel: Int) -> TreePath? {
    let level = max(0, stripLevel - 1)
    if let quoted = quotedName(value, stripLevel: level) { return quoted }
    let end =
      value.firstIndex { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn } ?? value.endIndex
    return bare(value[..<end], stripLevel: level)
  }

  /// Whether the side is `/dev/null`.
  static func isDevNull(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.hasPrefix("/dev/null"), let next = value.dropFirst(9).first else {
      return false
    }
    return ASCII.isSpace(next)
  }

  /// A name that starts with a quote; nil where the quoting is broken or components are missing.
  static func quotedName(_ value: ArraySlice<UInt8>, stripLevel: Int) -> TreePath? {
    guard let (name, _) = QuotedName.read(value),
      let start = startAfter(slashes: stripLevel, in: name[...])
    else { return nil }
    return TreePath(squashed(name[start...]))
  }

  /// A bare name that ends where the slice ends.
  static func bare(_ name: ArraySlice<UInt8>, stripLevel: Int) -> TreePath? {
    guard let start = startAfter(slashes: stripLevel, in: name), start < name.endIndex else {
      return nil
    }
    return TreePath(squashed(name[start...]))
  }

  /// The index behind so many slashes; nil where the name has fewer.
  static func startAfter(slashes: Int, in name: ArraySlice<UInt8>) -> Int? {
    var start = name.startIndex
    for _ in 0..<slashes {
      guard let slash = name[start...].firstIndex(of: ASCII.slash) else { return nil }
      start = slash + 1
    }
    return start
  }

  /// Runs of slashes count as one.
  private static func squashed(_ name: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(name.count)
    for byte in name where byte != ASCII.slash || result.last != ASCII.slash { result.append(byte) }
    return result
  }
}
