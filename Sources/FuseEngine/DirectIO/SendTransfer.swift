internal import CLinuxFuse
internal import Glibc

/// One direct-I/O request as it was sent.
public struct RequestRecord: Hashable, Sendable {
  /// READ or WRITE.
  public var direction: Direction
  /// Where in the file, in bytes.
  public var offset: UInt64
  /// Bytes asked for.
  public var size: Int
  /// Page slots filled.
  public var pages: Int
  /// What the descriptors of the filled slots say; nil where they do not govern copying.
  public var descriptors: [PageDescriptor]?
}

extension Connection {
  /// Sends one READ or WRITE for the pages that a request holds and waits for its reply.
  mutating func send(
    _ direction: Direction, request: borrowing Request, handle: FileHandle, payload: Payload,
    at position: UInt64
  ) throws(TransportError) -> TransferReply {
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
    fields.pointee.body.write_flags = UInt32(FUSE_WRITE_LOCKOWNER)
    fields.pointee.body.lock_owner = Self.lockOwner
    fields.pointee.body.flags = handle.openFlags
    parts.request[0] = iovec(&fields.pointee.header)
    parts.request[1] = iovec(&fields.pointee.body, bytes: bodyBytes)
    parts.reply[0] = iovec(&fields.pointee.reply)
    var requestCount = 2
    var replyCount = 1
    if isWrite {
      parts.reply[1] = iovec(&fields.pointee.writeReply)
      replyCount += 1
      requestCount += plan(payload, of: request, into: parts.request, from: 2)
    } else {
      replyCount += plan(payload, of: request, into: parts.reply, from: 1)
    }
    note(direction, request: request, payload: payload, at: position)
    let message = parts.requestParts(requestCount)
    let received = try transport.exchange(request: message, reply: parts.replyParts(replyCount))
    let outcome = try fields.pointee.reply.outcome(
      received: received, to: fields.pointee.header.unique, message: message)
    switch (outcome, direction) {
    case (.refused(let error), _): return .refused(error)
    case (.payload(let bytes), .read): return .moved(bytes)
    case (.payload(MemoryLayout<fuse_write_out>.size), .write):
      return .moved(Int(fields.pointee.writeReply.size))
    case (.payload, .write): return .refused(.inputOutput)
    }
  }

  /// Who holds locks for the calls: one owner, since one thread makes them.
  private static let lockOwner: UInt64 = 1

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

  @inline(__always)
  private mutating func note(
    _ direction: Direction, request: borrowing Request, payload: Payload, at position: UInt64
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
        direction: direction, offset: position, size: payload.byteCount, pages: pages,
        descriptors: descriptors))
  }
}
