internal import PatchDiff

/// One entry of a tree object.
struct TreeEntry: Sendable {
  let name: [UInt8]
  let mode: FileMode
  let id: ObjectID

  var isDirectory: Bool { mode.type == FileMode.directory.type }

  /// Git's order: bytes of the name, a directory's name as if it ended in a slash.
  static func precedes(
    _ left: some Collection<UInt8>, isDirectory leftIsDirectory: Bool,
    _ right: some Collection<UInt8>, isDirectory rightIsDirectory: Bool
  ) -> Bool {
    var (a, b) = (left.makeIterator(), right.makeIterator())
    let slash = UInt8(ascii: "/")
    var (aEnded, bEnded) = (false, false)
    while true {
      var (x, y) = (aEnded ? nil : a.next(), bEnded ? nil : b.next())
      if x == nil, !aEnded {
        aEnded = true
        if leftIsDirectory { x = slash }
      }
      if y == nil, !bEnded {
        bEnded = true
        if rightIsDirectory { y = slash }
      }
      guard let x else { return y != nil }
      guard let y else { return false }
      if x != y { return x < y }
    }
  }

  /// Reads a tree object; nil where it is malformed.
  static func parse(_ bytes: [UInt8]) -> [TreeEntry]? {
    var entries: [TreeEntry] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let blank = rest.firstIndex(of: UInt8(ascii: " ")),
        let bits = UInt32(String(decoding: rest[..<blank], as: UTF8.self), radix: 8),
        let zero = rest[blank...].firstIndex(of: 0),
        rest.endIndex - zero > ObjectID.size
      else { return nil }
      let end = zero + 1 + ObjectID.size
      entries.append(
        TreeEntry(
          name: Array(rest[(blank + 1)..<zero]), mode: FileMode(bits: bits),
          id: ObjectID(raw: rest[(zero + 1)..<end])))
      rest = rest[end...]
    }
    return entries
  }

  /// Writes a tree object from entries in git's order.
  static func serialize(_ entries: [TreeEntry]) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += String(entry.mode.bits, radix: 8).utf8
      bytes.append(UInt8(ascii: " "))
      bytes += entry.name
      bytes.append(0)
      bytes += entry.id.bytes
    }
    return bytes
  }
}

/// The entries of one directory, in git's order.
struct Directory: Sendable {
  private(set) var entries: [TreeEntry]

  init(_ entries: [TreeEntry]) {
    self.entries = entries
  }

  func entry(named name: some Collection<UInt8>) -> TreeEntry? {
    for isDirectory in [false, true] {
      let index = lowerBound(name, isDirectory: isDirectory)
      if index < entries.count, entries[index].name.elementsEqual(name) { return entries[index] }
    }
    return nil
  }

  /// Puts the entry in place of any of its name; nil removes.
  mutating func set(_ name: some Collection<UInt8>, to entry: TreeEntry?) {
    for isDirectory in [false, true] {
      let index = lowerBound(name, isDirectory: isDirectory)
      if index < entries.count, entries[index].name.elementsEqual(name) {
        entries.remove(at: index)
      }
    }
    guard let entry else { return }
    entries.insert(entry, at: lowerBound(name, isDirectory: entry.isDirectory))
  }

  private func lowerBound(_ name: some Collection<UInt8>, isDirectory: Bool) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      let isBefore = TreeEntry.precedes(
        entry.name, isDirectory: entry.isDirectory, name, isDirectory: isDirectory)
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
