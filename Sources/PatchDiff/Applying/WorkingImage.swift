internal import Bytes

/// A file while its hunks are applied: lines of the preimage, and lines that hunks have written.
///
/// The lines lie on the two sides of a gap that moves to where a hunk applies, so hunks in order
/// cost no more than their own lines.
struct WorkingImage {
  struct Line {
    /// The line's number in the preimage, or in ``written`` once a hunk has put it there.
    let index: Int
    let hash: UInt32
    /// A later hunk never matches what an earlier one has written, context included.
    let isPatched: Bool
  }

  private let base: FileImage
  private var written: [ArraySlice<UInt8>] = []
  private var before: [Line] = []
  /// Last line first, so that the line behind the gap is the cheap end.
  private var after: [Line]

  init(_ base: FileImage) {
    self.base = base
    after = base.lines.hashes.indices.reversed().map {
      Line(index: $0, hash: base.lines.hashes[$0], isPatched: false)
    }
  }

  var count: Int { before.count + after.count }

  subscript(index: Int) -> Line {
    index < before.count ? before[index] : after[count - 1 - index]
  }

  func content(_ index: Int) -> ArraySlice<UInt8> {
    content(of: self[index])
  }

  private func content(of line: Line) -> ArraySlice<UInt8> {
    line.isPatched ? written[line.index] : base.line(line.index)
  }

  mutating func replace(at start: Int, count removed: Int, with lines: some Sequence<HunkLine>) {
    while before.count > start, let line = before.popLast() { after.append(line) }
    while before.count < start, let line = after.popLast() { before.append(line) }
    after.removeLast(removed)
    for line in lines {
      before.append(
        Line(index: written.count, hash: LineHash.of(line.content), isPatched: true))
      written.append(line.content)
    }
  }

  /// The finished file.
  ///
  /// A line written without line feed may have joined the next, so such files are scanned anew.
  func finished() -> FileImage {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(base.bytes.count)
    var starts: [Int] = []
    starts.reserveCapacity(count + 1)
    var hashes: [UInt32] = []
    hashes.reserveCapacity(count)
    var isJoined = false
    for index in 0..<count {
      let line = self[index]
      if let last = bytes.last, last != ASCII.lineFeed { isJoined = true }
      starts.append(bytes.count)
      hashes.append(line.hash)
      let content = content(of: line)
      if content.isEmpty { isJoined = true }
      bytes.append(contentsOf: content)
    }
    starts.append(bytes.count)
    if isJoined { return FileImage(bytes) }
    return FileImage(bytes: bytes, lines: LineTable(starts: starts, hashes: hashes))
  }
}
