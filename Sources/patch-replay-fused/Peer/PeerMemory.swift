import CFuse3
import Glibc
import PeerProtocol
import Synchronization

/// The memory of the process at the other end of the socket, between whose pages and the server's
/// buffers payload is copied once, as the kernel does for `/dev/fuse`.
///
/// The messages themselves go through a ``Channel``, whose rings lie in memory that the peer shares.
///
/// The peer proposes this in its first message (``Proposal``). Where the system refuses, or the first
/// message is an ordinary request, all messages carry their payload. Addresses in a message only ever
/// refer to the peer's memory: on this side, bytes stay inside the server's own buffer, whatever the
/// peer sends.
final class PeerMemory: @unchecked Sendable {
  // `agreement` is set before the state says that there is one, and `session` before libfuse's threads
  // start; neither changes again.
  private let state: Atomic<UInt8>
  private var agreement: Agreement?
  private var session: OpaquePointer?
  private let leases = Mutex(ReplyLeaseTable())

  /// How messages come and go.
  private enum State {
    static let proposalAwaited: UInt8 = 0
    static let whole: UInt8 = 1
    static let agreed: UInt8 = 2
  }

  /// What the peer and the server have agreed on.
  private struct Agreement {
    let process: pid_t
    let table: LeaseTable
    let channel: Channel
  }

  /// How often a waiting thread checks whether the peer is gone.
  private static let sliceMicroseconds = 100_000

  /// Creates the memory of a peer that nothing has been heard of.
  ///
  /// - Parameter isProposalAwaited: Whether the first message may be a proposal.
  init(isProposalAwaited: Bool) {
    state = Atomic(isProposalAwaited ? State.proposalAwaited : State.whole)
  }

  /// Sets libfuse's session: once it has exited, nothing waits for the peer any more.
  func serve(_ session: OpaquePointer) { self.session = session }

  /// Reads one message in the form that libfuse expects; returns its bytes, or -1 with `errno` set.
  func receive(
    from socket: Int32, into buffer: UnsafeMutableRawPointer, size: Int
  ) -> Int {
    while true {
      switch state.load(ordering: .acquiring) {
      case State.agreed:
        if let agreement, let count = receiveEnveloped(agreement, into: buffer, size: size) {
          return count
        }
      case State.proposalAwaited:
        // libfuse starts its other threads when the first one has a request.
        let count = read(socket, buffer, size)
        guard count > 0 else { return count }
        guard let proposal = Proposal(message: UnsafeRawBufferPointer(start: buffer, count: count))
        else {
          state.store(State.whole, ordering: .releasing)
          return count
        }
        guard answer(proposal, on: socket) else { return -1 }
      default: return read(socket, buffer, size)
      }
    }
  }

  /// Accepts a proposal or refuses it; returns whether the answer could be sent.
  private func answer(_ proposal: Proposal, on socket: Int32) -> Bool {
    let answer: ProposalAnswer
    do throws(Errno) {
      agreement = try Self.agree(proposal, on: socket)
      answer = ProposalAnswer()
    } catch {
      answer = ProposalAnswer(errorNumber: error.code)
    }
    state.store(agreement == nil ? State.whole : State.agreed, ordering: .releasing)
    return withUnsafeBytes(of: answer) { write(socket, $0.baseAddress, $0.count) == $0.count }
  }

  /// Checks that the peer's memory can be read and written, and maps what it shares.
  private static func agree(
    _ proposal: Proposal, on socket: Int32
  ) throws(Errno) -> Agreement {
    WireLayout.check()
    guard WireLayout.isNative else { throw Errno(ENOSYS) }
    guard let process = SocketPeer.process(of: socket) else { throw Errno.current }
    var cookie: UInt64 = 0
    let byteCount = MemoryLayout<UInt64>.size
    var remote = iovec(
      iov_base: UnsafeMutableRawPointer(bitPattern: UInt(proposal.cookieAddress)),
      iov_len: byteCount)
    func move(
      _ call: (pid_t, UnsafePointer<iovec>?, UInt, UnsafePointer<iovec>?, UInt, UInt) -> Int
    ) throws(Errno) {
      let moved = withUnsafeMutableBytes(of: &cookie) { bytes in
        var local = iovec(iov_base: bytes.baseAddress, iov_len: byteCount)
        return call(process, &local, 1, &remote, 1, 0)
      }
      guard try check(moved) == byteCount else { throw Errno(EFAULT) }
    }
    try move(process_vm_readv)
    // Another process has the peer's number in the server's process namespace.
    guard cookie == proposal.cookie else { throw Errno(ESRCH) }
    cookie = Proposal.answer(to: cookie)
    let pages = try SharedPages.map(of: process, descriptor: proposal.pagesDescriptor)
    try move(process_vm_writev)
    pages.useRings()
    var slice = timeval(tv_sec: 0, tv_usec: sliceMicroseconds)
    try check(
      setsockopt(
        socket, SOL_SOCKET, SO_SNDTIMEO, &slice, socklen_t(MemoryLayout<timeval>.size)))
    return Agreement(
      process: process, table: LeaseTable(pages),
      channel: Channel(
        socket, end: .server, sharing: pages, sliceMicroseconds: sliceMicroseconds))
  }

  /// Reads a message with its envelope and copies the leased payload behind it.
  ///
  /// - Returns: Bytes of the message, or -1 with `errno` set; nil where libfuse is to see no message.
  private func receiveEnveloped(
    _ agreement: Agreement, into buffer: UnsafeMutableRawPointer, size: Int
  ) -> Int? {
    var envelope = Envelope()
    let count = withUnsafeMutableBytes(of: &envelope) { head in
      var parts = [2 of iovec](repeating: iovec(iov_base: buffer, iov_len: size))
      parts[0] = iovec(iov_base: head.baseAddress, iov_len: head.count)
      return withUnsafeBytes(of: parts) { parts in
        agreement.channel.receive(parts.assumingMemoryBound(to: iovec.self))
      }
    }
    if count < 0, errno == EAGAIN { return nil }
    guard count > 0 else { return count }
    guard envelope.describes(received: count, room: size) else { return failure(EPROTO) }
    let inline = Int(envelope.inlineBytes)
    guard envelope.rangeCount > 0 else { return inline }
    let lease = PageLease(
      slot: envelope.slot,
      unique: buffer.loadUnaligned(fromByteOffset: RequestHeader.uniqueOffset, as: UInt64.self))
    return withUnsafeTemporaryAllocation(of: iovec.self, capacity: envelope.rangeCount) { remote in
      UnsafeMutableRawBufferPointer(remote).copyMemory(
        from: UnsafeRawBufferPointer(
          start: buffer + inline, count: envelope.rangeCount * WireLayout.rangeByteCount))
      let source = remote.prefix(Int(envelope.readRanges))
      if envelope.writtenRanges > 0 {
        let reply = leases.withLock { $0.idle.popLast() } ?? ReplyLease()
        reply.set(lease, remote.dropFirst(source.count))
        leases.withLock { $0.open.append(reply) }
      }
      guard !source.isEmpty else { return inline }
      let room = UnsafeMutableRawBufferPointer(start: buffer + inline, count: size - inline)
      return copyLeased(UnsafeBufferPointer(rebasing: source), lease, agreement, into: room)
        .map { $0 < 0 ? $0 : inline + $0 }
    }
  }

  /// Copies leased pages into a buffer.
  ///
  /// - Returns: Bytes copied, or -1 with `errno` set; nil where the pages cannot be reached, or the
  ///   peer has ended the lease.
  private func copyLeased(
    _ remote: UnsafeBufferPointer<iovec>, _ lease: PageLease, _ agreement: Agreement,
    into room: UnsafeMutableRawBufferPointer
  ) -> Int? {
    var wanted = 0
    for range in remote {
      guard 0...(room.count - wanted) ~= range.iov_len else { return failure(EPROTO) }
      wanted += range.iov_len
    }
    // The peer has given the request up: nobody waits for a reply.
    guard agreement.table.beginMoving(lease) else { return nil }
    var local = iovec(iov_base: room.baseAddress, iov_len: wanted)
    let moved = process_vm_readv(
      agreement.process, &local, 1, remote.baseAddress, UInt(remote.count), 0)
    agreement.table.endMoving(lease)
    if moved == wanted { return wanted }
    leases.withLock { $0.close(lease.unique) }
    return sendUnreachable(lease.unique, on: agreement.channel) < 0 ? -1 : nil
  }

  /// Sends a message of libfuse's: the data of a reply to the leased pages, where the request has any.
  func send(_ parts: UnsafePointer<iovec>?, _ count: Int32, to socket: Int32) -> Int {
    guard state.load(ordering: .acquiring) == State.agreed, let parts, let agreement
    else { return writev(socket, parts, count) }
    let message = UnsafeBufferPointer(start: parts, count: Int(count))
    guard let header = parts[0].iov_base?.loadUnaligned(as: ReplyHeader.self),
      let reply = leases.withLock({ $0.take(header.unique) })
    else { return send(message, on: agreement.channel) }
    defer { leases.withLock { $0.idle.append(reply) } }
    let data = message.dropFirst()
    let wanted = data.reduce(0) { $0 + $1.iov_len }
    guard header.error == 0, wanted > 0, wanted <= reply.byteCount,
      agreement.table.beginMoving(reply.lease)
    else { return send(message, on: agreement.channel) }
    let moved = process_vm_writev(
      agreement.process, parts + 1, UInt(data.count), reply.ranges, UInt(reply.count), 0)
    agreement.table.endMoving(reply.lease)
    let sent =
      moved == wanted
      ? send(UnsafeBufferPointer(rebasing: message.prefix(1)), on: agreement.channel)
      : sendUnreachable(header.unique, on: agreement.channel)
    return sent < 0 ? sent : parts[0].iov_len + wanted
  }

  /// Tells the peer that the pages of a request cannot be reached.
  private func sendUnreachable(_ unique: UInt64, on channel: Channel) -> Int {
    var header = ReplyHeader.unreachable(unique)
    return withUnsafeMutableBytes(of: &header) { header in
      withUnsafePointer(to: iovec(iov_base: header.baseAddress, iov_len: header.count)) {
        send(UnsafeBufferPointer(start: $0, count: 1), on: channel)
      }
    }
  }

  /// Sends a message, waiting for room as long as the peer lives and the session goes on.
  private func send(_ message: UnsafeBufferPointer<iovec>, on channel: Channel) -> Int {
    while true {
      let sent = channel.send(message)
      // A signal that ends the session interrupts the wait (EINTR).
      if sent >= 0 || errno != EAGAIN && errno != EINTR || isOver { return sent }
    }
  }

  private var isOver: Bool { session.map { fuse_session_exited($0) != 0 } ?? false }

  private func failure(_ code: Int32) -> Int {
    errno = code
    return -1
  }
}
