/// A position in a vector, the counterpart of `struct iov_iter`.
///
/// It never rests on a segment without bytes while there are bytes ahead.
struct IOVectorCursor {
  private let segments: UnsafeBufferPointer<Segment>
  private var index: Int
  private var offset = 0
  /// Bytes from here to the end.
  private(set) var remaining: Int

  @inline(__always)
  init(_ segments: UnsafeBufferPointer<Segment>) {
    self.segments = segments
    index = 0
    remaining = 0
    for segment in segments { remaining += segment.length }
    skipEmptySegments()
  }

  /// The address at the position; only where bytes remain.
  @inline(__always)
  var address: UnsafeMutableRawPointer { segments[index].base + offset }

  /// Bytes from here to the end of the segment; only where bytes remain.
  @inline(__always)
  var segmentRemaining: Int { segments[index].length - offset }

  /// Moves on by at most the rest of the segment.
  @inline(__always)
  mutating func advance(by bytes: Int) {
    remaining -= bytes
    offset += bytes
    skipEmptySegments()
  }

  @inline(__always)
  private mutating func skipEmptySegments() {
    while remaining > 0, offset == segments[index].length {
      index += 1
      offset = 0
    }
  }
}
