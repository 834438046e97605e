internal import Glibc

/// One segment of a caller's vector: the counterpart of `struct iovec`.
package struct Segment {
  /// The address of the first byte.
  package let base: UnsafeMutableRawPointer
  /// Bytes in the segment.
  package let length: Int

  /// Creates a segment over memory that the caller keeps alive.
  package init(base: UnsafeMutableRawPointer, length: Int) {
    self.base = base
    self.length = length
  }
}

/// A caller's vector: segments in memory that the caller keeps alive during the call.
package struct IOVector {
  /// The address space that the segments lie in.
  package enum AddressSpace: Sendable {
    /// A process: its pages are pinned for the request.
    case user
    /// The kernel: the request refers directly to the memory and needs no page slots.
    case kernel
  }

  let segments: UnsafeBufferPointer<Segment>
  let addressSpace: AddressSpace
  /// Addresses whose pages cannot be pinned.
  let unmapped: Range<UInt>

  /// Creates a vector over segments that the caller keeps alive.
  ///
  /// - Parameters:
  ///   - segments: The segments in order; a length of 0 is allowed.
  ///   - addressSpace: The address space of the memory.
  ///   - unmapped: Addresses that fault when they are pinned.
  package init(
    _ segments: UnsafeBufferPointer<Segment>, addressSpace: AddressSpace = .user,
    unmapped: Range<UInt> = 0..<0
  ) {
    self.segments = segments
    self.addressSpace = addressSpace
    self.unmapped = unmapped
  }

  /// Whether a segment's pages are mapped.
  func isMapped(_ segment: Segment) -> Bool {
    !unmapped.contains(UInt(bitPattern: segment.base))
  }

  /// Whether the segments have the bytes of another vector, whose first segment contains them all.
  package func hasBytes(of other: IOVector) -> Bool {
    guard let whole = other.segments.first, whole.length == byteCount else { return false }
    var position = 0
    return segments.allSatisfy { segment in
      defer { position += segment.length }
      return memcmp(segment.base, whole.base + position, segment.length) == 0
    }
  }

  /// Bytes in all segments.
  package var byteCount: Int { segments.reduce(0) { $0 + $1.length } }
}
