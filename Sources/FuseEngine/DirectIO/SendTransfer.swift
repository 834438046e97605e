internal import CLinuxFuse
internal import Glibc

/// One request with pages as it was sent.
package struct RequestRecord: Hashable, Sendable {
  /// The kind of request, by its name in the protocol's header.
  package enum Operation: String, Hashable, Sendable {
    case read = "READ"
    case write = "WRITE"
    case ioctl = "IOCTL"
    case notifyReply = "NOTIFY_REPLY"
    case readdir = "READDIR"
  }

  /// The kind of request.
  package var operation: Operation
  /// Where in the file, in bytes.
  package var offset: UInt64
  /// Bytes requested, or sent.
  package var size: Int
  /// Page slots filled.
  package var pages: Int
  /// The descriptors of the filled slots; nil where they do not govern copying.
  package var descriptors: [PageDescriptor]?
}

/// On whose behalf a READ or WRITE is sent.
enum TransferKind {
  /// A caller's own transfer, which names the owner of locks.
  case direct
  /// A transfer of the page cache, on behalf of a caller that waits.
  case pageCache

  var flags: UInt32 {
    switch self {
    case .direct: UInt32(FUSE_WRITE_LOCKOWNER)
    case .pageCache: 0
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

  /// Fills in a request's header and body, and the parts of its message and reply.
  ///
  /// - Returns: The number of parts of the message, and of the reply without its tail.
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

  /// The owner of locks: one for all calls, since one thread makes them.
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

  /// Counts a request that is about to be sent, and records it where recording is on.
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
  /// Reads from the reply to a READ or WRITE how many bytes were moved.
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
