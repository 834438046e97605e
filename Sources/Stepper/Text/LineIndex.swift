/// The lines of a text of any size: where each starts, found in one pass.
struct LineIndex: Sendable {
  let bytes: [UInt8]
  /// Where each line starts.
  private let starts: [Int]

  init(_ text: String) { self.init(Array(text.utf8)) }

  init(_ bytes: [UInt8]) {
    var starts: [Int] = []
    var next = 0
    bytes.withUnsafeBufferPointer { bytes in
      starts.reserveCapacity(bytes.count / 32)
      while next < bytes.count {
        starts.append(next)
        var end = next
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        next = end + 1
      }
    }
    self.bytes = bytes
    self.starts = starts
  }

  var count: Int { starts.count }

  /// A line without its end.
  subscript(line: Int) -> ArraySlice<UInt8> {
    let end = line + 1 < starts.count ? starts[line + 1] - 1 : bytes.count
    let slice = bytes[starts[line]..<max(starts[line], end)]
    return slice.last == UInt8(ascii: "\n") ? slice.dropLast() : slice
  }
}
