internal import CLinuxFuse

extension Connection {
  /// Reads or writes a caller's vector, bypassing the page cache, as `->direct_IO` does.
  ///
  /// Requests go out one at a time: build, send, wait, next. No byte of the payload is copied
  /// here: the requests point into the caller's memory.
  ///
  /// - Parameters:
  ///   - direction: Whether the data goes to or from the caller's memory.
  ///   - file: The open file.
  ///   - vector: The caller's segments.
  ///   - offset: Where in the file the transfer starts, in bytes.
  /// - Returns: Bytes transferred, or the error that the kernel of this design would return.
  /// - Throws: ``TransportError`` where the server is gone or does not answer.
  package mutating func directIO(
    _ direction: Direction, file: borrowing OpenFile, vector: IOVector, at offset: UInt64
  ) throws(TransportError) -> TransferResult {
    var position = offset
    switch file.isSplitByCaller ? .perSegment : design.directIOScope {
    case .wholeVector:
      var cursor = IOVectorCursor(vector.segments)
      return TransferResult(
        try transfer(direction, handle: file.handle, of: vector, from: &cursor, at: &position))
    case .perSegment:
      var total = 0
      for index in vector.segments.indices {
        var cursor = IOVectorCursor(UnsafeBufferPointer(rebasing: vector.segments[index...index]))
        let length = cursor.remaining
        let moved = try transfer(
          direction, handle: file.handle, of: vector, from: &cursor, at: &position)
        if moved < 0 { return TransferResult(total > 0 ? total : moved) }
        total += moved
        if moved != length { break }
      }
      return .transferred(total)
    }
  }

  /// Transfers everything ahead of the cursor; returns bytes or a negative error number.
  ///
  /// A page that cannot be pinned is the result of the whole transfer, whatever went before. A
  /// server's error, or a short reply, ends it with the bytes so far.
  private mutating func transfer(
    _ direction: Direction, handle: FileHandle, of vector: IOVector,
    from cursor: inout IOVectorCursor, at position: inout UInt64
  ) throws(TransportError) -> Int {
    guard var request = makeDirectRequest(for: cursor) else {
      return -Int(ErrorNumber.outOfMemory.rawValue)
    }
    var result = 0
    while cursor.remaining > 0 {
      let limit = min(cursor.remaining, limits.bytes(for: direction))
      guard let payload = takePages(for: request, of: vector, from: &cursor, limit: limit) else {
        result = -Int(ErrorNumber.badAddress.rawValue)
        break
      }
      let reply = try send(
        direction, request: request, handle: handle, payload: payload, at: position,
        as: .direct)
      request.releasePages(counters: &counters)
      guard case .moved(let moved) = reply else {
        if case .refused(let error) = reply, result == 0 { result = -Int(error.rawValue) }
        break
      }
      guard moved <= payload.byteCount else {
        result = -Int(ErrorNumber.inputOutput.rawValue)
        break
      }
      result += moved
      position &+= UInt64(moved)
      if moved != payload.byteCount || cursor.remaining == 0 { break }
      guard let next = makeDirectRequest(for: cursor) else { break }
      request = next
    }
    return result
  }

  private mutating func makeDirectRequest(for rest: IOVectorCursor) -> Request? {
    makeRequest(slots: design.slots.directIO.slots(exact: SlotCounting.directIO(rest)))
  }
}

/// The server's reply to one READ or WRITE.
enum TransferReply {
  /// The server moved this many bytes, perhaps more than requested.
  case moved(Int)
  /// The server replied with an error, or broke the protocol.
  case refused(ErrorNumber)
}
