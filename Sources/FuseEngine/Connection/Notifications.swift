internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Handles a notification from the server: a message whose `unique` is 0 and whose `error` is a
  /// code.
  ///
  /// Notifications about state that this client does not have (names, polls) need no action.
  mutating func receiveNotification(
    _ header: fuse_out_header, _ reply: UnsafeBufferPointer<iovec>, bytes received: Int,
    during message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    guard Int(header.len) == received else {
      throw .protocolBroken(
        request: Opcode.name(of: message),
        reason: "a notification says \(header.len) bytes and has \(received)")
    }
    switch fuse_notify_code(UInt32(header.error)) {
    case FUSE_NOTIFY_RETRIEVE:
      var notice = fuse_notify_retrieve_out()
      try read(&notice, of: "NOTIFY_RETRIEVE", reply, bytes: received)
      guard let inode = inodes[NodeID(rawValue: notice.nodeid)] else { return }
      try answer(notice, from: inode)
    case FUSE_NOTIFY_STORE:
      var notice = fuse_notify_store_out()
      let data = received - MemoryLayout<fuse_out_header>.size - MemoryLayout.size(ofValue: notice)
      try read(&notice, of: "NOTIFY_STORE", reply, bytes: received, data: max(0, data))
      guard data == Int(notice.size) else {
        throw .protocolBroken(
          request: "NOTIFY_STORE", reason: "it says \(notice.size) bytes of data and has \(data)")
      }
      inodes[NodeID(rawValue: notice.nodeid)]?.store(notice, from: reply, bytes: received)
    case FUSE_NOTIFY_INVAL_INODE:
      var notice = fuse_notify_inval_inode_out()
      try read(&notice, of: "NOTIFY_INVAL_INODE", reply, bytes: received)
      guard notice.off >= 0 else { return }
      let first = UInt64(notice.off)
      let last = notice.len > 0 ? first + UInt64(notice.len) - 1 : UInt64(Int64.max)
      inodes[NodeID(rawValue: notice.ino)]?.invalidate(first.pageIndex..<(last.pageIndex + 1))
    default: break
    }
  }

  private func read<Notice>(
    _ notice: inout Notice, of name: String, _ reply: UnsafeBufferPointer<iovec>,
    bytes received: Int, data: Int = 0
  ) throws(TransportError) {
    let wanted = MemoryLayout<Notice>.size
    let rest = MemoryLayout<fuse_out_header>.size + wanted + data
    guard received == rest else {
      throw .protocolBroken(request: name, reason: "it has \(received) bytes in place of \(rest)")
    }
    withUnsafeMutableBytes(of: &notice) { target in
      guard let base = target.baseAddress else { return }
      reply.copy(
        from: MemoryLayout<fuse_out_header>.size, into: base, bytes: wanted, of: received)
    }
  }
}

extension Inode {
  /// Copies the data of NOTIFY_STORE into the cache.
  ///
  /// A new page is up to date only where it is filled from its start to its end or to the end of the
  /// file.
  fileprivate func store(
    _ notice: fuse_notify_store_out, from reply: UnsafeBufferPointer<iovec>, bytes received: Int
  ) {
    let start =
      MemoryLayout<fuse_out_header>.size + MemoryLayout<fuse_notify_store_out>.size
    let count = min(Int(notice.size), received - start)
    let (end, overflow) = notice.offset.addingReportingOverflow(UInt64(count))
    guard !overflow else { return }
    size = max(size, end)
    var done = 0
    while done < count {
      let position = notice.offset + UInt64(done)
      let part = min(count - done, Limits.pageSize - position.inPage)
      let isThere = hasPage(position.pageIndex)
      guard let page = grabPage(position.pageIndex) else { return }
      reply.copy(from: start + done, into: page + position.inPage, bytes: part, of: received)
      let isFilled = position.inPage == 0 && (part == Limits.pageSize || size == end)
      if !isThere, isFilled {
        memset(page + part, 0, Limits.pageSize - part)
        setUpToDate(position.pageIndex, true)
      }
      done += part
    }
  }
}
