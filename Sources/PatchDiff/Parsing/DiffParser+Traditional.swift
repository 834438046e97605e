internal import Bytes

extension DiffParser {
  /// Reads a `---`/`+++` pair without `diff --git`; nil unless a hunk follows.
  mutating func parseTraditionalHeader(
    _ first: ArraySlice<UInt8>
  ) throws(DiffError) -> FileHeader? {
    guard first.hasPrefix("--- ") else { return nil }
    let second = line(at: first.endIndex)
    // Fourteen bytes are the shortest hunk header there is.
    guard second.hasPrefix("+++ "), bytes.count >= second.endIndex + 14,
      line(at: second.endIndex).hasPrefix("@@ -")
    else { return nil }
    let old = first.dropFirst(4)
    let new = second.dropFirst(4)
    settleStripLevel(new)
    var header = FileHeader(line: line)
    let name: TreePath?
    if PathName.isDevNull(old) || !PathName.isDevNull(new) && Epoch.isStamped(old) {
      name = traditionalName(new, shorterThan: PathName.isDevNull(old) ? nil : old)
      (header.isNew, header.isDelete) = (true, false)
      header.newName = name
    } else if PathName.isDevNull(new) || Epoch.isStamped(new) {
      let deleted = PathName.isDevNull(new)
      name = deleted ? traditionalName(old) : traditionalName(new, shorterThan: old)
      (header.isNew, header.isDelete) = (false, true)
      header.oldName = name
    } else {
      name = traditionalName(new, shorterThan: old)
      header.oldName = name
      header.newName = name
    }
    guard name != nil else { throw error(.missingName) }
    advance(over: first)
    advance(over: second)
    return header
  }

  private func traditionalName(
    _ value: ArraySlice<UInt8>, shorterThan other: ArraySlice<UInt8>? = nil
  ) -> TreePath? {
    let known = other.flatMap { PathName.traditional($0, stripLevel: stripLevel) }
    guard let name = PathName.traditional(value, stripLevel: stripLevel) else { return known }
    // `file` is wanted where the other side says `file.orig` or `file~`.
    if let known, known.bytes.count < name.bytes.count, name.bytes.starts(with: known.bytes) {
      return known
    }
    return name
  }

  /// Where the new name has no directory there is nothing to strip, from here to the end of the
  /// patch.
  private mutating func settleStripLevel(_ new: ArraySlice<UInt8>) {
    guard !stripLevelIsKnown, !PathName.isDevNull(new),
      let name = PathName.traditional(new, stripLevel: 0), name.parent == nil
    else { return }
    stripLevel = 0
    stripLevelIsKnown = true
  }
}

extension PathName {
  /// A name before an optional date, as `diff -u` writes it.
  static func traditional(_ value: ArraySlice<UInt8>, stripLevel: Int) -> TreePath? {
    if let quoted = quotedName(value, stripLevel: stripLevel) { return quoted }
    let line = value.withoutLineFeed
    guard let end = Timestamp.start(in: line) else {
      return tabTerminated(value, stripLevel: stripLevel)
    }
    return bare(line[..<end], stripLevel: stripLevel)
  }
}
