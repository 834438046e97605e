extension IOVector {
  /// Pins pages of the caller's memory and writes their addresses to consecutive slots.
  ///
  /// As `get_user_pages_fast`: stops before the first page that is not mapped.
  ///
  /// - Returns: The number of pages pinned; 0 where the first page is not mapped.
  @inline(__always)
  func pinPages(
    _ count: Int, from address: UnsafeMutableRawPointer,
    into slots: UnsafeMutablePointer<PagePointer?>, counters: inout Counters
  ) -> Int {
    let inPage = Int(UInt(bitPattern: address) % UInt(Limits.pageSize))
    var page = address - inPage
    var pinned = 0
    while pinned < count, !unmapped.contains(UInt(bitPattern: page)) {
      slots[pinned] = page
      page += Limits.pageSize
      pinned += 1
    }
    counters.pagePins += 1
    counters.pagesPinned += pinned
    return pinned
  }
}

extension Request {
  /// Releases every page of the request.
  @inline(__always)
  func releasePages(counters: inout Counters) {
    counters.pagesReleased += fields.pointee.count
  }
}
