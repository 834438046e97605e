internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Answers the server's request for cached data of a file, `fuse_retrieve`.
  ///
  /// The answer ends before the first page that is not cached. Where the design sizes the request, the
  /// number of its pages is computed in 32 bits: a size close to 2³² wraps to almost nothing and the
  /// answer is (almost) empty, a fault of the series that is kept.
  ///
  /// - Parameters:
  ///   - notice: The server's NOTIFY_RETRIEVE.
  ///   - inode: The file that the notification names.
  /// - Throws: ``TransportError`` where the server is gone.
  mutating func answer(
    _ notice: fuse_notify_retrieve_out, from inode: Inode
  ) throws(TransportError) {
    var left = Self.clamp(notice.size, at: notice.offset, fileSize: inode.size)
    let slots = design.slots.retrieve.slots(
      exact: SlotCounting.retrieve(left, startingAt: notice.offset))
    guard let request = makeRequest(slots: slots) else { return }
    let fields = request.fields
    var position = notice.offset
    while left > 0, fields.pointee.count < fields.pointee.capacity {
      let index = position.pageIndex
      guard inode.hasPage(index), let page = inode.page(index) else { break }
      let part = min(Int(left), Limits.pageSize - position.inPage)
      fields.pointee.append(page, offset: position.inPage, length: part, design)
      position += UInt64(part)
      left -= UInt32(part)
    }
    try sendRetrieved(Int(position - notice.offset), of: notice, request)
  }

  /// The part of a byte range that lies in the file.
  private static func clamp(_ size: UInt32, at offset: UInt64, fileSize: UInt64) -> UInt32 {
    offset > fileSize ? 0 : UInt32(min(UInt64(size), fileSize - offset))
  }

  /// Sends NOTIFY_REPLY, which has the notification's number and gets no reply.
  private mutating func sendRetrieved(
    _ byteCount: Int, of notice: fuse_notify_retrieve_out, _ request: borrowing Request
  ) throws(TransportError) {
    let fields = request.fields
    fields.pointee.header = makeHeader(
      .notifyReply, node: NodeID(rawValue: notice.nodeid),
      bytes: MemoryLayout<fuse_in_header>.size + MemoryLayout<fuse_notify_retrieve_in>.size
        + byteCount)
    fields.pointee.header.unique = notice.notify_unique
    // `fuse_notify_retrieve_in` has offset and size where the body of a WRITE has them.
    fields.pointee.body.offset = notice.offset
    fields.pointee.body.size = UInt32(byteCount)
    let message = parts.notifyReply
    message[0] = iovec(&fields.pointee.header)
    message[1] = iovec(&fields.pointee.body)
    let count = fields.pointee.planCopy(of: byteCount, into: message + 2, design)
    note(
      .notifyReply, request: request, byteCount: byteCount, at: notice.offset)
    try transport.send(UnsafeBufferPointer(start: message, count: 2 + count))
  }
}
