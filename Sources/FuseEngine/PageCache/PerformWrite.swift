internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Writes through the page cache, `fuse_perform_write`.
  ///
  /// The data is copied into pages of the cache and is sent from there. Without big writes, a request
  /// carries one page. A request ends before `max_write` is exceeded, where its page slots are full,
  /// and behind a partial page.
  ///
  /// - Parameters:
  ///   - vector: The caller's segments.
  ///   - offset: Where in the file the write starts, in bytes.
  ///   - file: The open file.
  ///   - inode: Its page cache and its size, which may grow.
  /// - Returns: Bytes written, or the error where there are none. A short answer of the server ends
  ///   the write.
  /// - Throws: ``TransportError`` where the server is gone or does not answer.
  package mutating func performWrite(
    _ vector: IOVector, at offset: UInt64, file: borrowing OpenFile, through inode: Inode
  ) throws(TransportError) -> TransferResult {
    var cursor = IOVectorCursor(vector.segments)
    var position = offset
    var written = 0
    var failure: ErrorNumber?
    while failure == nil, cursor.remaining > 0 {
      let slots = design.slots.performWrite.slots(
        exact: SlotCounting.performWrite(from: position, byteCount: cursor.remaining))
      guard let request = makeRequest(slots: slots) else {
        failure = .outOfMemory
        break
      }
      switch fill(request, from: &cursor, of: vector, at: position, inode) {
      case .failed(let error): failure = error
      case .transferred(let count):
        let reply = try send(
          .write, request: request, handle: file.handle, payload: Payload(byteCount: count),
          at: position, as: .pageCache)
        switch reply {
        case .refused(let error): failure = error
        case .moved(let bytes):
          if bytes != count { failure = .inputOutput }
          guard bytes <= count else { break }
          markWritten(bytes, from: position, request, inode)
          written += bytes
          position += UInt64(bytes)
        }
      }
    }
    inode.size = max(inode.size, position)
    return written > 0 ? .transferred(written) : failure.map { .failed($0) } ?? .transferred(0)
  }

  /// Copies the caller's data into cached pages, and adds those to the request's slots.
  ///
  /// - Returns: Bytes copied; EFAULT or ENOMEM where none could be.
  private func fill(
    _ request: borrowing Request, from cursor: inout IOVectorCursor, of vector: IOVector,
    at start: UInt64, _ inode: Inode
  ) -> TransferResult {
    let fields = request.fields
    var position = start
    var count = 0
    repeat {
      guard let page = inode.grabPage(position.pageIndex) else {
        return count > 0 ? .transferred(count) : .failed(.outOfMemory)
      }
      let room = min(
        Limits.pageSize - position.inPage, cursor.remaining, limits.writeBytes - count)
      let bytes = cursor.copy(into: page + position.inPage, bytes: room, of: vector)
      guard bytes > 0 else { return count > 0 ? .transferred(count) : .failed(.badAddress) }
      fields.pointee.append(page, offset: position.inPage, length: bytes, design)
      count += bytes
      position += UInt64(bytes)
    } while position.inPage == 0 && hasBigWrites && cursor.remaining > 0
      && count < limits.writeBytes
      && fields.pointee.count < fields.pointee.capacity
    return .transferred(count)
  }

  /// Marks the pages that the server has accepted completely as up to date.
  private func markWritten(
    _ bytes: Int, from start: UInt64, _ request: borrowing Request, _ inode: Inode
  ) {
    let end = start + UInt64(bytes)
    for slot in 0..<request.fields.pointee.count {
      let index = start.pageIndex + UInt64(slot)
      let first = index * UInt64(Limits.pageSize)
      if start <= first, first + UInt64(Limits.pageSize) <= end {
        inode.setUpToDate(index, true)
      }
    }
  }
}

extension IOVectorCursor {
  /// Copies bytes out of the caller's segments and advances past them; stops where a segment faults.
  fileprivate mutating func copy(
    into target: UnsafeMutableRawPointer, bytes count: Int, of vector: IOVector
  ) -> Int {
    var done = 0
    while done < count, !vector.unmapped.contains(UInt(bitPattern: address)) {
      let part = min(count - done, segmentRemaining)
      memcpy(target + done, address, part)
      advance(by: part)
      done += part
    }
    return done
  }
}
