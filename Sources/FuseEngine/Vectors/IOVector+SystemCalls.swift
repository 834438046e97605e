internal import Glibc

/// The system calls of the running kernel on the same memory, for comparison.
extension IOVector {
  /// The most segments of one call, the kernel's `UIO_MAXIOV`.
  package static let mostSegments = 1024

  /// Reads into the segments in one call.
  ///
  /// - Returns: Bytes, or the negative error number.
  package func read(from descriptor: Int32, at offset: UInt64) -> Int {
    withParts { preadv(descriptor, $0, $1, off_t(clamping: offset)) }
  }

  /// Writes from the segments in one call.
  ///
  /// - Returns: Bytes, or the negative error number.
  package func write(to descriptor: Int32, at offset: UInt64) -> Int {
    withParts { pwritev(descriptor, $0, $1, off_t(clamping: offset)) }
  }

  /// Makes a call for each segment, until one moves less than its segment has.
  ///
  /// - Returns: Bytes of all calls, or the error of the one that failed.
  package func eachSegment(at offset: UInt64, _ call: (IOVector, UInt64) -> Int) -> Int {
    var total = 0
    for index in segments.indices {
      let one = IOVector(UnsafeBufferPointer(rebasing: segments[index...index]))
      let moved = call(one, offset + UInt64(total))
      if moved < 0 { return moved }
      total += moved
      if moved < segments[index].length { break }
    }
    return total
  }

  /// Copies another vector's bytes into the segments; its first segment contains them all.
  package func copyBytes(of other: IOVector) {
    guard let whole = other.segments.first, whole.length == byteCount else { return }
    var position = 0
    for segment in segments {
      memcpy(segment.base, whole.base + position, segment.length)
      position += segment.length
    }
  }

  @inline(__always)
  private func withParts(_ call: (UnsafePointer<iovec>?, Int32) -> Int) -> Int {
    withUnsafeTemporaryAllocation(of: iovec.self, capacity: segments.count) { parts in
      for (index, segment) in segments.enumerated() {
        parts[index] = iovec(iov_base: segment.base, iov_len: segment.length)
      }
      let moved = call(UnsafePointer(parts.baseAddress), Int32(parts.count))
      return moved < 0 ? -Int(errno) : moved
    }
  }
}
