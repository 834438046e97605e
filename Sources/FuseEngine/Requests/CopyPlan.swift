internal import CLinuxFuse
internal import Glibc

extension RequestObject {
  /// Writes the parts of a request's data, page by page, in the order of the kernel's copy loop.
  ///
  /// - Parameters:
  ///   - byteCount: Bytes to cover.
  ///   - parts: Room for one entry for each page slot filled.
  ///   - design: Whether descriptors or the first page's offset are used.
  /// - Returns: Entries written.
  @inline(__always)
  func planCopy(
    of byteCount: Int, into parts: UnsafeMutablePointer<iovec>, _ design: EngineDesign
  ) -> Int {
    var left = byteCount
    var slot = 0
    while left > 0, slot < count {
      let offset: UInt32
      let room: Int
      switch design.pageDescriptors {
      case .firstPageOffset:
        offset = slot == 0 ? pageOffset : 0
        room = Limits.pageSize - Int(offset)
      case .allocated:
        offset = slot == 0 ? (descriptors?[0].offset ?? 0) : 0
        room = Limits.pageSize - Int(offset)
      case .governCopying:
        offset = descriptors?[slot].offset ?? 0
        room = Int(descriptors?[slot].length ?? 0)
      }
      let length = min(left, room)
      parts[slot] = iovec(iov_base: pages[slot].map { $0 + Int(offset) }, iov_len: length)
      left -= length
      slot += 1
    }
    return slot
  }
}
