internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Reads pages ahead into the page cache, `fuse_readpages`.
  ///
  /// A request is closed where it has 32 pages, where one more would exceed `max_read`, and at a
  /// gap. Pages that are cached already are not read again, but are counted where the design sizes
  /// its requests.
  ///
  /// - Parameters:
  ///   - indices: The pages, ascending.
  ///   - file: The open file.
  ///   - inode: Where the pages go.
  /// - Returns: Bytes of pages read; or the error of the last request that failed, ENOMEM where
  ///   the cache is full or no request could be had, EIO where more pages come than were announced.
  /// - Throws: ``TransportError`` where the server is gone or silent.
  public mutating func readPages(
    _ indices: Range<UInt64>, file: borrowing OpenFile, into inode: Inode
  ) throws(TransportError) -> TransferResult {
    var toCome = indices.count
    guard var request = makeReadAheadRequest(toCome) else { return .failed(.outOfMemory) }
    var result = ReadAheadResult()
    for index in indices where !inode.hasPage(index) {
      guard let page = inode.grabPage(index) else {
        result.error = .outOfMemory
        break
      }
      if !fits(index, in: request, after: result.nextIndex) {
        try sendReadAhead(request, file: file.handle, inode, &result)
        guard let next = makeReadAheadRequest(toCome) else { return .failed(.outOfMemory) }
        request = next
      }
      guard request.fields.pointee.count < request.fields.pointee.capacity else {
        result.error = .inputOutput
        break
      }
      if request.fields.pointee.count == 0 { result.firstIndex = index }
      request.fields.pointee.append(page, offset: 0, length: Limits.pageSize, design)
      result.nextIndex = index + 1
      toCome -= 1
    }
    if request.fields.pointee.count > 0 {
      try sendReadAhead(request, file: file.handle, inode, &result)
    }
    return result.error.map { .failed($0) } ?? .transferred(result.pages * Limits.pageSize)
  }

  private struct ReadAheadResult {
    var pages = 0
    var error: ErrorNumber?
    var firstIndex: UInt64 = 0
    var nextIndex: UInt64 = 0
  }

  private mutating func makeReadAheadRequest(_ toCome: Int) -> Request? {
    Request(
      slots: design.slots.readpages.slots(exact: min(toCome, Limits.pagesPerRequest)),
      design: design, counters: &counters)
  }

  private func fits(
    _ index: UInt64, in request: borrowing Request, after next: UInt64
  ) -> Bool {
    let used = request.fields.pointee.count
    return used == 0
      || (used < Limits.pagesPerRequest && (used + 1) * Limits.pageSize <= limits.readBytes
        && index == next)
  }

  /// Sends the pages of one request; what the server leaves out of the last ones is zero.
  private mutating func sendReadAhead(
    _ request: borrowing Request, file: FileHandle, _ inode: Inode,
    _ result: inout ReadAheadResult
  ) throws(TransportError) {
    let fields = request.fields
    let count = fields.pointee.count
    let asked = count * Limits.pageSize
    let reply = try send(
      .read, request: request, handle: file, payload: Payload(byteCount: asked),
      at: result.firstIndex * UInt64(Limits.pageSize), as: .pageCache)
    switch reply {
    case .moved(let bytes) where bytes <= asked:
      for slot in 0..<count {
        let filled = min(max(bytes - slot * Limits.pageSize, 0), Limits.pageSize)
        if let page = fields.pointee.pages[slot] {
          memset(page + filled, 0, Limits.pageSize - filled)
        }
        inode.setUpToDate(result.firstIndex + UInt64(slot), true)
      }
      result.pages += count
    case .moved: result.error = .inputOutput
    case .refused(let error): result.error = error
    }
  }
}
