internal import CLinuxFuse
internal import Glibc

/// One request with pages as it was sent.
package struct RequestRecord: Hashable, Sendable {
  /// What the request is, by its name in the protocol's header.
  package enum Operation: String, Hashable, Sendable {
    case read = "READ"
    case write = "WRITE"
    case ioctl = "IOCTL"
    case notifyReply = "NOTIFY_REPLY"
    case readdir = "READDIR"
  }

  /// What the request is.
  package var operation: Operation
  /// Where in the file, in bytes.
  package var offset: UInt64
  /// Bytes asked for, or sent.
  package var size: Int
  /// Page slots filled.
  package var pages: Int
  /// What the descriptors of the filled slots say; nil where they do not govern copying.
  package var descriptors: [PageDescriptor]?
}

/// On whose account a READ or WRITE is sent.
enum TransferKind {
  /// A caller's own transfer, which says who would hold the file's locks.
  case direct
  /// The page cache's, on behalf of a caller who waits.
  case pageCache
  /// The page cache's own: write-back, of which the server is told that no caller made it.
  case writeBack

  var flags: UInt32 {
    switch self {
    case .direct: UInt32(FUSE_WRITE_LOCKOWNER)
    case .pageCache: 0
    case .writeBack: UInt32(FUSE_WRITE_CACHE)
    }
  }
}

extension Connection {
  /// Sends one READ or WRITE for the pages that a request holds and waits for its reply.
  mutating func send(
    _ direction: Direction, request: borrowing Request, handle: FileHandle, payload: Payload,
    at position: UInt64, as kind: TransferKind
  ) throws(TransportError) -> TransferReply {
    let counts = prepare(
      direction, request: request, handle: handle, payload: payload, at: position, as: kind,
      message: parts.request, reply: parts.reply)
    let outcome = try exchange(
      parts.requestParts(counts.message), for: parts.replyParts(counts.reply), in: request)
    return request.transferReply(to: direction, outcome)
  }

  /// Fills a request's header and body in, and says of what parts its message and reply are.
  ///
  /// - Returns: Parts of the message, and of the reply without its tail.
  @inline(__always)
  mutating func prepare(
    _ direction: Direction, request: borrowing Request, handle: FileHandle, payload: Payload,
    at position: UInt64, as kind: TransferKind, message: UnsafeMutableBufferPointer<iovec>,
    reply: UnsafeMutableBufferPointer<iovec>
  ) -> (message: Int, reply: Int) {
    let fields = request.fields
    let isWrite = direction == .write
    let bodyBytes =
      isWrite && minorVersion < 9
      ? Int(FUSE_COMPAT_WRITE_IN_SIZE) : MemoryLayout<fuse_write_in>.size
    let sent = MemoryLayout<fuse_in_header>.size + bodyBytes + (isWrite ? payload.byteCount : 0)
    fields.pointee.header = makeHeader(
      isWrite ? .write : .read, node: handle.node, bytes: sent)
    fields.pointee.body.fh = handle.number
    fields.pointee.body.offset = position
    fields.pointee.body.size = UInt32(payload.byteCount)
    fields.pointee.body.write_flags = kind.flags
    fields.pointee.body.lock_owner = kind == .direct ? Self.lockOwner : 0
    fields.pointee.body.flags = handle.openFlags
    message[0] = iovec(&fields.pointee.header)
    message[1] = iovec(&fields.pointee.body, bytes: bodyBytes)
    reply[0] = iovec(&fields.pointee.reply)
    var counts = (message: 2, reply: 1)
    if isWrite {
      reply[1] = iovec(&fields.pointee.writeReply)
      counts.reply += 1
      counts.message += plan(payload, of: request, into: message, from: 2)
    } else {
      counts.reply += plan(payload, of: request, into: reply, from: 1)
    }
    note(
      isWrite ? .write : .read, request: request, byteCount: payload.byteCount, at: position)
    return counts
  }

  /// Who holds locks for the calls: one owner, since one thread makes them.
  static let lockOwner: UInt64 = 1

  @inline(__always)
  private func plan(
    _ payload: Payload, of request: borrowing Request,
    into parts: UnsafeMutableBufferPointer<iovec>, from first: Int
  ) -> Int {
    if let memory = payload.kernelMemory {
      parts[first] = iovec(iov_base: memory, iov_len: payload.byteCount)
      return 1
    }
    guard let start = parts.baseAddress else { return 0 }
    return request.fields.pointee.planCopy(of: payload.byteCount, into: start + first, design)
  }

  /// Counts a request that is about to be sent, and records it where that was asked for.
  @inline(__always)
  mutating func note(
    _ operation: RequestRecord.Operation, request: borrowing Request, byteCount: Int,
    at position: UInt64
  ) {
    let pages = request.fields.pointee.count
    counters.requests += 1
    counters.pages += pages
    guard record != nil else { return }
    var descriptors: [PageDescriptor]?
    if design.pageDescriptors == .governCopying, let all = request.fields.pointee.descriptors {
      descriptors = Array(UnsafeBufferPointer(start: all, count: pages))
    }
    record?.append(
      RequestRecord(
        operation: operation, offset: position, size: byteCount, pages: pages,
        descriptors: descriptors))
  }
}

extension Request {
  /// What the reply to a READ or WRITE says that was moved.
  @inline(__always)
  func transferReply(to direction: Direction, _ outcome: ReplyOutcome) -> TransferReply {
    switch (outcome, direction) {
    case (.refused(let error), _): .refused(error)
    case (.payload(let bytes), .read): .moved(bytes)
    case (.payload(MemoryLayout<fuse_write_out>.size), .write):
      .moved(Int(fields.pointee.writeReply.size))
    case (.payload, .write): .refused(.inputOutput)
    }
  }
}
