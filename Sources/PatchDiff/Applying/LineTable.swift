internal import Bytes

/// Where the lines of a file start, and a hash of each.
struct LineTable: Sendable, Hashable {
  /// The start of each line, and the end of the last.
  let starts: [Int]
  /// One hash a line, line feed included.
  let hashes: [UInt32]

  var count: Int { hashes.count }

  init(starts: [Int], hashes: [UInt32]) {
    self.starts = starts
    self.hashes = hashes
  }

  init(of bytes: [UInt8]) {
    var starts: [Int] = []
    var hashes: [UInt32] = []
    var hash = LineHash()
    var start = 0
    for index in bytes.indices {
      hash.add(bytes[index])
      if bytes[index] == ASCII.lineFeed {
        starts.append(start)
        hashes.append(hash.value)
        hash = LineHash()
        start = index + 1
      }
    }
    if start < bytes.count {
      starts.append(start)
      hashes.append(hash.value)
    }
    starts.append(bytes.count)
    self.init(starts: starts, hashes: hashes)
  }
}

/// A hash of one line (FNV-1a); equal lines are still compared byte for byte.
struct LineHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var value: UInt32 { UInt32(truncatingIfNeeded: state ^ (state >> 32)) }

  static func of(_ line: ArraySlice<UInt8>) -> UInt32 {
    var hash = LineHash()
    for byte in line { hash.add(byte) }
    return hash.value
  }
}

/// A file's content with its lines found and hashed once, however many patches touch it.
package struct FileImage: Sendable, Hashable {
  /// The content.
  package let bytes: [UInt8]
  let lines: LineTable

  /// Finds and hashes the lines; linear.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = LineTable(of: bytes)
  }

  init(bytes: [UInt8], lines: LineTable) {
    self.bytes = bytes
    self.lines = lines
  }

  func line(_ index: Int) -> ArraySlice<UInt8> {
    bytes[lines.starts[index]..<lines.starts[index + 1]]
  }
}
