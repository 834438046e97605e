internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Reads pages ahead into the page cache as the memory manager does: window by window, each no
  /// larger than the server's `max_readahead`, with one ``readPages(_:file:into:)`` for each.
  ///
  /// Where the server accepts asynchronous reads, all windows are under way together, as far as
  /// `max_background` allows. Parameters, result and errors are those of `readPages`.
  package mutating func readAhead(
    _ indices: Range<UInt64>, file: borrowing OpenFile, into inode: Inode
  ) throws(TransportError) -> TransferResult {
    try collect(indices, window: limits.readAheadPages, file: file.handle, into: inode)
  }

  /// Reads pages ahead into the page cache, `fuse_readpages`.
  ///
  /// A request ends where it has the most pages that one may have, where one more would exceed
  /// `max_read`, and at a gap. Cached pages are not read again, but are counted where the design sizes
  /// its requests.
  ///
  /// - Parameters:
  ///   - indices: The pages, ascending.
  ///   - file: The open file.
  ///   - inode: Where the pages go.
  /// - Returns: Bytes of pages read; or the error of the last request that failed, ENOMEM where the
  ///   cache is full or there is no memory for a request, EIO where a request has too few slots.
  /// - Throws: ``TransportError`` where the server is gone or does not answer.
  package mutating func readPages(
    _ indices: Range<UInt64>, file: borrowing OpenFile, into inode: Inode
  ) throws(TransportError) -> TransferResult {
    try collect(indices, window: max(1, indices.count), file: file.handle, into: inode)
  }

  /// Sends the reads of all windows and waits for their replies.
  private mutating func collect(
    _ indices: Range<UInt64>, window: Int, file: FileHandle, into inode: Inode
  ) throws(TransportError) -> TransferResult {
    var ahead = ReadAhead(inode: inode)
    var first = indices.lowerBound
    do throws(TransportError) {
      while first < indices.upperBound {
        let last = min(indices.upperBound, first + UInt64(window))
        guard try send(first..<last, file: file, &ahead) else { break }
        first = last
      }
      while !reads.isEmpty { try receiveRead(&ahead) }
    } catch {
      giveReadsUp()
      throw error
    }
    return ahead.error.map { .failed($0) } ?? .transferred(ahead.pages * Limits.pageSize)
  }

  /// Sends the reads of one window.
  ///
  /// - Returns: Whether the next window may follow: false where memory or page slots ran out.
  private mutating func send(
    _ indices: Range<UInt64>, file: FileHandle, _ ahead: inout ReadAhead
  ) throws(TransportError) -> Bool {
    var toCome = indices.count
    guard var request = makeReadAheadRequest(toCome) else { return ahead.fail(.outOfMemory) }
    var window = Window()
    for index in indices where !ahead.inode.hasPage(index) {
      guard let page = ahead.inode.grabPage(index) else {
        window.error = .outOfMemory
        break
      }
      if !fits(index, in: request, after: window.next) {
        try send(request, from: window.first, file: file, &ahead)
        guard let next = makeReadAheadRequest(toCome) else { return ahead.fail(.outOfMemory) }
        request = next
      }
      guard request.fields.pointee.count < request.fields.pointee.capacity else {
        window.error = .inputOutput
        break
      }
      if request.fields.pointee.count == 0 { window.first = index }
      request.fields.pointee.append(page, offset: 0, length: Limits.pageSize, design)
      window.next = index + 1
      toCome -= 1
    }
    if request.fields.pointee.count > 0 {
      try send(request, from: window.first, file: file, &ahead)
    }
    return window.error.map { ahead.fail($0) } ?? true
  }

  /// The progress of a window's reads.
  private struct Window {
    var first: UInt64 = 0
    var next: UInt64 = 0
    var error: ErrorNumber?
  }

  private mutating func makeReadAheadRequest(_ toCome: Int) -> Request? {
    makeRequest(
      slots: design.slots.readpages.slots(exact: min(toCome, Limits.pagesPerRequest)))
  }

  private func fits(
    _ index: UInt64, in request: borrowing Request, after next: UInt64
  ) -> Bool {
    let used = request.fields.pointee.count
    return used == 0
      || (used < limits.pages && (used + 1) * Limits.pageSize <= limits.readBytes
        && index == next)
  }

  /// Sends one request: asynchronously where the server accepts that, else waiting for its reply.
  private mutating func send(
    _ request: consuming Request, from first: UInt64, file: FileHandle,
    _ ahead: inout ReadAhead
  ) throws(TransportError) {
    if let background, let transport = transport as? any BackgroundTransport {
      try enter(background, &ahead)
      try submit(request, from: first, file: file, on: transport)
      return
    }
    let reply = try send(
      .read, request: request, handle: file,
      payload: Payload(byteCount: request.fields.pointee.count * Limits.pageSize),
      at: first * UInt64(Limits.pageSize), as: .pageCache)
    ahead.take(reply, of: request, from: first)
  }
}
