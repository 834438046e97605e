internal import Bytes

/// The identity of a change: the id `git patch-id --stable` prints.
///
/// White space, line numbers and the order of files do not change it. A binary change counts by the
/// object ids of its `index` line.
package struct PatchID: Sendable, Hashable, CustomStringConvertible {
  /// The id, 20 bytes.
  package let bytes: [UInt8]

  /// The id in hex.
  package var description: String { SHA1.hex(bytes) }

  /// Computes the id of the first change in a text, which may be a patch or a whole mail body;
  /// linear.
  ///
  /// - Returns: Nil where the text holds no diff.
  package static func stable(of text: [UInt8]) -> PatchID? {
    var rest = text[...]
    while !rest.isEmpty {
      var reader = PatchIDReader()
      reader.read(&rest)
      if reader.hashedCount > 0 { return PatchID(bytes: reader.finish()) }
    }
    return nil
  }
}

/// The states of git's reading of one patch.
private struct PatchIDReader {
  private enum Place {
    case header
    case hunk(oldMissing: Int, newMissing: Int)
    case binary
  }

  private var place = Place.header
  private var hash = SHA1()
  private var sum = [UInt8](repeating: 0, count: 20)
  private var oids: (old: ArraySlice<UInt8>, new: ArraySlice<UInt8>) = ([], [])
  private(set) var hashedCount = 0

  /// Reads to the end of one patch and leaves what follows it.
  mutating func read(_ rest: inout ArraySlice<UInt8>) {
    while !rest.isEmpty {
      let end = rest.firstIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? rest.endIndex
      let whole = rest[rest.startIndex..<end]
      rest = rest[end...]
      // Git reads lines as C strings.
      let line = whole.firstIndex(of: 0).map { whole[..<$0] } ?? whole
      if !take(line) { return }
    }
  }

  mutating func finish() -> [UInt8] {
    flush()
    return sum
  }

  /// Takes one line; false where the patch ends with it.
  private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    if line.hasPrefix("\\ "), line.count > 12 { return true }
    if Self.namesCommit(line) { return false }
    if hashedCount == 0, !line.hasPrefix("diff ") { return true }
    switch place {
    case .header:
      guard let isHashed = takeHeader(line) else { return false }
      if isHashed { add(line) }
    case .binary:
      if line.hasPrefix("diff ") { place = .header }
    case .hunk(0, 0):
      if line.hasPrefix("@@ -") {
        place = Self.hunk(line)
        return true
      }
      guard line.hasPrefix("diff ") else { return false }
      flush()
      place = .header
      add(line)
    case .hunk(let old, let new):
      place = Self.counted(line, old, new)
      add(line)
    }
    return true
  }

  /// Takes a line before the first hunk of a file; nil where the patch ends with it.
  private mutating func takeHeader(_ line: ArraySlice<UInt8>) -> Bool? {
    if line.hasPrefix("GIT binary patch") || line.hasPrefix("Binary files") {
      hash.update(oids.old)
      hash.update(oids.new)
      flush()
      place = .binary
      return false
    }
    if line.hasPrefix("index ") {
      readOids(line)
      return false
    }
    if line.hasPrefix("--- ") {
      place = Self.counted(line, 1, 1)
      return true
    }
    guard let first = line.first, ASCII.isLetter(first) else { return nil }
    return true
  }

  private mutating func readOids(_ line: ArraySlice<UInt8>) {
    let value = line.dropFirst(6)
    guard
      let dots = value.indices.first(where: {
        value[$0...].hasPrefix("..")
      })
    else { return }
    let new = value[(dots + 2)...]
    oids = (value[..<dots], new.firstIndex(of: ASCII.space).map { new[..<$0] } ?? new.dropLast())
  }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    var visible: [UInt8] = []
    visible.reserveCapacity(line.count)
    for byte in line where !ASCII.isSpace(byte) { visible.append(byte) }
    hashedCount += visible.count
    hash.update(visible)
  }

  /// Adds the file's hash to the sum, byte by byte with carry, so that the order of files is free.
  private mutating func flush() {
    var carry = 0
    for (index, byte) in hash.finalize().enumerated() {
      carry += Int(sum[index]) + Int(byte)
      sum[index] = UInt8(truncatingIfNeeded: carry)
      carry >>= 8
    }
    hash = SHA1()
  }

  private static func counted(_ line: ArraySlice<UInt8>, _ old: Int, _ new: Int) -> Place {
    let first = line.first
    let isOld = first == ASCII.minus || first == ASCII.space
    let isNew = first == ASCII.plus || first == ASCII.space
    return .hunk(oldMissing: old - (isOld ? 1 : 0), newMissing: new - (isNew ? 1 : 0))
  }

  private static func hunk(_ line: ArraySlice<UInt8>) -> Place {
    guard let range = HunkRange.parse(header: line) else {
      return .hunk(oldMissing: 0, newMissing: 0)
    }
    return .hunk(oldMissing: range.oldCount, newMissing: range.newCount)
  }

  /// Whether the line opens the next commit of `git log` or `git format-patch`, or is a bare commit
  /// id.
  private static func namesCommit(_ line: ArraySlice<UInt8>) -> Bool {
    let value =
      if line.hasPrefix("commit ") {
        line.dropFirst(7)
      } else if line.hasPrefix("From ") {
        line.dropFirst(5)
      } else {
        line
      }
    return value.count >= 40 && value.prefix(40).allSatisfy(ASCII.isHex)
  }
}
