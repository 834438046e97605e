import Glibc

@testable import FuseEngine

/// The call sites for a single page, which no workload reaches: the bench never reads or writes back
/// one page alone. They show what patches 1 and 2 change.
extension Connection {
  /// Reads one page into the page cache, `fuse_readpage`; bytes behind the file's end are zero.
  ///
  /// - Parameters:
  ///   - index: The page.
  ///   - file: The open file.
  ///   - inode: Where the page goes.
  /// - Returns: A page of bytes; or the server's error, or ENOMEM where the cache is full.
  /// - Throws: ``TransportError`` where the server is gone or silent.
  mutating func readPage(
    _ index: UInt64, file: borrowing OpenFile, into inode: Inode
  ) throws(TransportError) -> TransferResult {
    guard let page = inode.grabPage(index) else { return .failed(.outOfMemory) }
    inode.setUpToDate(index, false)
    let reply = try transferPage(
      .read, page, at: index, file: file.handle, slots: design.slots.singlePage)
    switch reply {
    case .moved(let bytes) where bytes <= Limits.pageSize:
      memset(page + bytes, 0, Limits.pageSize - bytes)
      inode.setUpToDate(index, true)
      return .transferred(Limits.pageSize)
    case .moved: return .failed(.inputOutput)
    case .refused(let error): return .failed(error)
    }
  }

  /// Writes one page of the page cache back, `fuse_writepage`.
  ///
  /// - Parameters:
  ///   - index: A page that is cached.
  ///   - file: The open file.
  ///   - inode: Where the page is.
  /// - Returns: A page of bytes; or the server's error, EIO where it took less, or ENOMEM where the
  ///   page is not there.
  /// - Throws: ``TransportError`` where the server is gone or silent.
  mutating func writePage(
    _ index: UInt64, file: borrowing OpenFile, from inode: Inode
  ) throws(TransportError) -> TransferResult {
    guard let page = inode.page(index) else { return .failed(.outOfMemory) }
    let reply = try transferPage(
      .write, page, at: index, file: file.handle, slots: design.slots.writepage)
    switch reply {
    case .moved(Limits.pageSize): return .transferred(Limits.pageSize)
    case .moved: return .failed(.inputOutput)
    case .refused(let error): return .failed(error)
    }
  }

  private mutating func transferPage(
    _ direction: Direction, _ page: PagePointer, at index: UInt64, file: FileHandle,
    slots: SlotRule
  ) throws(TransportError) -> TransferReply {
    guard
      let request = makeRequest(slots: slots.slots(exact: 1))
    else { return .refused(.outOfMemory) }
    request.fields.pointee.append(page, offset: 0, length: Limits.pageSize, design)
    return try send(
      direction, request: request, handle: file, payload: Payload(byteCount: Limits.pageSize),
      at: index * UInt64(Limits.pageSize), as: .pageCache)
  }
}
