internal import Glibc

/// The bytes that a test file has at each offset, so that data can be checked without a copy of it.
///
/// The period is a prime number, so that no two pages of a request are equal.
package struct Pattern: ~Copyable {
  private static let period = 65_521
  private let bytes: UnsafeMutableRawPointer

  /// Computes the pattern.
  package init() {
    bytes = .allocate(byteCount: Self.period, alignment: Limits.pageSize)
    var state: UInt32 = 1
    for index in 0..<Self.period {
      state = state &* 1_664_525 &+ 1_013_904_223
      bytes.storeBytes(
        of: UInt8(truncatingIfNeeded: state >> 24), toByteOffset: index, as: UInt8.self)
    }
  }

  deinit { bytes.deallocate() }

  /// Fills the mapped segments of a vector with the file's bytes from an offset on.
  package func fill(_ vector: IOVector, at offset: UInt64) {
    var position = offset
    for segment in vector.segments {
      if vector.isMapped(segment) {
        run(segment.length, at: position) { part, bytes, count in
          memcpy(segment.base + part, bytes, count)
          return true
        }
      }
      position &+= UInt64(segment.length)
    }
  }

  /// Compares the first `count` bytes of a vector with the file's bytes from an offset on.
  package func matches(_ vector: IOVector, bytes count: Int, at offset: UInt64) -> Bool {
    var position = offset
    var left = count
    for segment in vector.segments {
      let length = min(left, segment.length)
      guard length == 0 || vector.isMapped(segment) else { return false }
      let same = run(length, at: position) { part, bytes, count in
        memcmp(segment.base + part, bytes, count) == 0
      }
      guard same else { return false }
      position &+= UInt64(length)
      left -= length
    }
    return true
  }

  func fill(_ parts: Slice<UnsafeBufferPointer<iovec>>, bytes count: Int, at offset: UInt64) {
    var position = offset
    var left = count
    for part in parts {
      guard let base = part.iov_base else { continue }
      let length = min(left, part.iov_len)
      run(length, at: position) { start, bytes, count in
        memcpy(base + start, bytes, count)
        return true
      }
      position &+= UInt64(length)
      left -= length
    }
  }

  func matches(_ parts: Slice<UnsafeBufferPointer<iovec>>, at offset: UInt64) -> Bool {
    var position = offset
    for part in parts {
      guard let base = part.iov_base else { continue }
      let same = run(part.iov_len, at: position) { start, bytes, count in
        memcmp(base + start, bytes, count) == 0
      }
      guard same else { return false }
      position &+= UInt64(part.iov_len)
    }
    return true
  }

  /// Walks the pattern in contiguous pieces; stops where the body returns false.
  @discardableResult
  private func run(
    _ count: Int, at offset: UInt64, _ body: (Int, UnsafeRawPointer, Int) -> Bool
  ) -> Bool {
    var done = 0
    while done < count {
      let start = Int((offset &+ UInt64(done)) % UInt64(Self.period))
      let length = min(count - done, Self.period - start)
      guard body(done, bytes + start, length) else { return false }
      done += length
    }
    return true
  }
}
