package import FuseEngine

/// A direct read or write of a vector.
package struct DirectTransfer: Hashable, Sendable {
  /// Read or write.
  package let direction: Direction
  /// The segments of the vector.
  package let segments: [SegmentShape]

  /// Bytes of all segments.
  package var byteCount: Int { segments.reduce(0) { $0 + $1.length } }
}

/// What one call of a workload moves.
package enum WorkloadCall: Hashable, Sendable {
  /// Direct I/O of a vector, which user space can issue as a system call.
  case direct(DirectTransfer)
  /// This many pages.
  case pages(Int)
  /// This many bytes.
  case bytes(Int)
  /// No data.
  case nothing

  var byteCount: Int {
    switch self {
    case .direct(let transfer): transfer.byteCount
    case .pages(let pages): pages * Limits.pageSize
    case .bytes(let bytes): bytes
    case .nothing: 0
    }
  }
}
