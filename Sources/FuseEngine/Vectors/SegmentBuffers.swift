internal import Glibc

/// The offset of a segment in its page, and its length.
package struct SegmentShape: Hashable, Sendable {
  /// Offset of the first byte in its page, 0…4095.
  package var offset: Int
  /// Bytes in the segment.
  package var length: Int

  package init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }

  var pages: Int { max(1, SlotCounting.pages(length, startingAt: UInt(offset))) }
}

/// A user's buffers: memory for the segments of a vector, each on pages of its own.
package struct SegmentBuffers: ~Copyable {
  private let memory: UnsafeMutableRawPointer
  private let byteCount: Int
  private let segments: UnsafeMutableBufferPointer<Segment>
  private let unmapped: Range<UInt>

  /// Maps memory for segments of the given shapes.
  ///
  /// - Parameters:
  ///   - shapes: The segments in order.
  ///   - unmapped: The index of a segment whose pages are made inaccessible; nil for none.
  /// - Throws: The system's error where it refuses the memory.
  package init(_ shapes: [SegmentShape], unmapped: Int? = nil) throws(ErrorNumber) {
    let pages = shapes.reduce(0) { $0 + $1.pages }
    byteCount = max(1, pages) * Limits.pageSize
    guard
      let memory = mmap(
        nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0),
      memory != MAP_FAILED
    else { throw ErrorNumber.current }
    self.memory = memory
    segments = .allocate(capacity: shapes.count)
    var hole: Range<UInt> = 0..<0
    var page = memory
    for (index, shape) in shapes.enumerated() {
      segments.initializeElement(
        at: index, to: Segment(base: page + shape.offset, length: shape.length))
      let next = page + shape.pages * Limits.pageSize
      if index == unmapped {
        hole = UInt(bitPattern: page)..<UInt(bitPattern: next)
        mprotect(page, next - page, PROT_NONE)
      }
      page = next
    }
    self.unmapped = hole
  }

  deinit {
    segments.deallocate()
    munmap(memory, byteCount)
  }

  /// Sets every byte of every segment to zero.
  package func clear() { clear(segments.indices) }

  /// Sets every byte of some of the segments to zero.
  package func clear(_ range: Range<Int>) {
    for segment in segments[range] { memset(segment.base, 0, segment.length) }
  }

  /// Calls a function with the memory of the first segment.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(
      UnsafeMutableRawBufferPointer(start: segments.first?.base, count: segments.first?.length ?? 0)
    )
  }

  /// Calls a function with a vector of some of the segments.
  package func withVector<Result, Failure: Error>(
    of range: Range<Int>, _ body: (IOVector) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(
      IOVector(
        UnsafeBufferPointer(UnsafeMutableBufferPointer(rebasing: segments[range])),
        unmapped: unmapped))
  }

  /// Calls a function with a vector of all segments.
  package func withVector<Result, Failure: Error>(
    _ body: (IOVector) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(IOVector(UnsafeBufferPointer(segments), unmapped: unmapped))
  }
}
