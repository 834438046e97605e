internal import Bytes

extension PathName {
  /// The name that a `diff --git` line holds twice after its prefixes; nil where the two differ
  /// or cannot be told apart.
  static func repeatedName(
    inGitLine line: ArraySlice<UInt8>, stripLevel: Int
  ) -> TreePath? {
    let rest = line.dropFirst(11)
    if rest.first == ASCII.quote { return quotedFirst(rest, stripLevel) }
    guard let name = afterPrefix(rest, stripLevel) else { return nil }
    if let quote = name.firstIndex(of: ASCII.quote) {
      return quotedSecond(name, quote, stripLevel)
    }
    return bareTwice(name, stripLevel)
  }

  private static func quotedFirst(_ rest: ArraySlice<UInt8>, _ level: Int) -> TreePath? {
    guard let (quoted, end) = QuotedName.read(rest),
      let first = afterPrefix(quoted[...], level)
    else { return nil }
    let second = rest[end...].drop(while: ASCII.isSpace)
    if second.first == ASCII.quote {
      guard let (other, _) = QuotedName.read(second),
        let name = afterPrefix(other[...], level), name == first
      else { return nil }
      return TreePath(first)
    }
    guard let name = afterPrefix(second.withoutLineFeed, level), name == first else { return nil }
    return TreePath(first)
  }

  private static func quotedSecond(
    _ name: ArraySlice<UInt8>, _ quote: Int, _ level: Int
  ) -> TreePath? {
    guard let (quoted, _) = QuotedName.read(name[quote...]),
      let second = afterPrefix(quoted[...], level),
      second.count < quote - name.startIndex,
      name.prefix(second.count) == second,
      ASCII.isSpace(name[name.startIndex + second.count])
    else { return nil }
    return TreePath(second)
  }

  /// Tries every blank as the one between the names.
  ///
  /// The slash that ends the second prefix only moves forward, so the whole is linear.
  private static func bareTwice(_ name: ArraySlice<UInt8>, _ level: Int) -> TreePath? {
    guard let end = name.firstIndex(of: ASCII.lineFeed) else { return nil }
    let slashes = level > 0 ? name[..<end].indices.filter { name[$0] == ASCII.slash } : []
    var passed = 0
    for blank in name.startIndex..<end where name[blank] == ASCII.space || name[blank] == ASCII.tab
    {
      var second = blank + 1
      if level > 0 {
        while passed < slashes.count, slashes[passed] < second { passed += 1 }
        guard level <= slashes.count - passed else { return nil }
        let last = slashes[passed + level - 1]
        guard last > second else { return nil }
        second = last + 1
      } else if second < end, name[second] == ASCII.slash {
        return nil
      }
      let length = blank - name.startIndex
      if end - second == length, name[..<blank] == name[second..<end] {
        return TreePath(name[..<blank])
      }
    }
    return nil
  }

  /// What follows the leading components; nil for a name with fewer of them, and for an absolute
  /// one where the slash in front would be the last to go (`skip_tree_prefix`).
  private static func afterPrefix(_ name: ArraySlice<UInt8>, _ level: Int) -> ArraySlice<UInt8>? {
    if level == 0 { return name.first == ASCII.slash ? nil : name }
    guard let start = startAfter(slashes: level, in: name), start > name.startIndex + 1 else {
      return nil
    }
    return name[start...]
  }
}
