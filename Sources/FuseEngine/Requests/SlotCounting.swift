/// The call sites' formulas for the page slots of a request (the rule `exact`).
///
/// All are integer arithmetic as in "fuse: optimize scatter-gather direct IO", patches 3 to 6 and 11.
enum SlotCounting {
  /// Slots for the rest of a direct transfer, `fuse_iter_npages`.
  ///
  /// Ignores the limits on bytes, so that a request cut short by `max_write` has slots to spare.
  @inline(__always)
  static func directIO(_ rest: IOVectorCursor) -> Int {
    var cursor = rest
    var slots = 0
    while cursor.remaining > 0, slots < Limits.pagesPerRequest {
      let length = cursor.segmentRemaining
      slots += pages(length, startingAt: UInt(bitPattern: cursor.address))
      cursor.advance(by: length)
    }
    return min(slots, Limits.pagesPerRequest)
  }

  /// Slots for the rest of a buffered write, which is not empty.
  static func performWrite(from position: UInt64, byteCount: Int) -> Int {
    precondition(byteCount > 0, "an empty write needs no request")
    let last = (position + UInt64(byteCount) - 1).pageIndex
    return min(Limits.pagesPerRequest, Int(last - position.pageIndex) + 1)
  }

  /// Slots for the answer to NOTIFY_RETRIEVE, in the 32-bit arithmetic of the kernel, which wraps.
  static func retrieve(_ byteCount: UInt32, startingAt offset: UInt64) -> Int {
    let sum = byteCount &+ UInt32(offset.inPage) &+ UInt32(Limits.pageSize - 1)
    return min(Limits.pagesPerRequest, Int(sum) / Limits.pageSize)
  }

  /// Scratch pages for the data of an ioctl, at least one.
  static func ioctl(inBytes: Int, outBytes: Int) -> Int {
    pages(max(inBytes, outBytes, Limits.pageSize), startingAt: 0)
  }

  /// Pages that `length` bytes touch when they start at `address`.
  @inline(__always)
  static func pages(_ length: Int, startingAt address: UInt) -> Int {
    (length + Int(address % UInt(Limits.pageSize)) + Limits.pageSize - 1) / Limits.pageSize
  }
}
