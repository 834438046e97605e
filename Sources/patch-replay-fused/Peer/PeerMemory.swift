import CFuse3
import PeerProtocol
import Glibc
import Synchronization

/// The memory of the process at the other end of the socket, between whose pages and the server's
/// buffers payload is moved once, as the kernel does for `/dev/fuse`.
///
/// Messages themselves go through a ``Channel``, whose rings lie in memory that the peer shares.
///
/// The peer proposes it in its first message; where the system refuses, or the first message is an
/// ordinary request, all messages come and go whole. Addresses in a message only ever name the
/// peer's memory: on this side, bytes lie inside the buffer at hand, whatever the peer says.
final class PeerMemory: @unchecked Sendable {
  // `process`, `words` and `channel` are set before the state says that there is an agreement, and
  // `session` before libfuse's threads start; never again.
  private let state: Atomic<UInt8>
  private var process: pid_t = 0
  private var words: LeaseWords?
  private var channel: Channel?
  private var session: OpaquePointer?
  private let loans = Mutex(LoanTable())

  /// Whether the peer reaches the server by whole messages, or has agreed to more.
  private enum State {
    static let proposalAwaited: UInt8 = 0
    static let whole: UInt8 = 1
    static let agreed: UInt8 = 2
  }

  /// What a proposal begins with; no FUSE message is that long.
  private static let magic: UInt64 = 0x3173_6772_6461_FFFF

  /// Where the peer keeps a cookie to be read and answered in place, and the file of the words.
  private struct Proposal {
    var magic: UInt64 = 0
    var cookie: UInt64 = 0
    var cookieAddress: UInt64 = 0
    var wordsDescriptor: UInt64 = 0
  }

  /// How often a thread that waits looks whether the peer has died.
  private static let sliceMicroseconds = 100_000

  /// What comes before each message once there is an agreement.
  private struct Envelope {
    var inlineBytes: UInt32 = 0
    var slot: UInt16 = 0
    var fetched: UInt8 = 0
    var put: UInt8 = 0
    static let size = 8
  }

  init(isProposalAwaited: Bool) {
    state = Atomic(isProposalAwaited ? State.proposalAwaited : State.whole)
  }

  /// Says whose messages come and go: when the session is over, nothing waits for the peer any more.
  func serve(_ session: OpaquePointer) { self.session = session }

  /// Reads one message as libfuse wants it; returns its bytes, or -1 with `errno` set.
  func receive(
    from socket: Int32, into buffer: UnsafeMutableRawPointer, size: Int
  ) -> Int {
    while true {
      switch state.load(ordering: .acquiring) {
      case State.agreed:
        if let channel, let count = receiveEnveloped(from: channel, into: buffer, size: size) {
          return count
        }
      case State.proposalAwaited:
        // libfuse's other threads start when the first one has a request.
        let count = read(socket, buffer, size)
        guard count > 0 else { return count }
        guard let proposal = Self.proposal(in: buffer, count) else {
          state.store(State.whole, ordering: .releasing)
          return count
        }
        var answer = (Self.magic, UInt64(0))
        do throws(Errno) { try agree(proposal, on: socket) } catch {
          answer.1 = UInt64(error.code)
        }
        let next = answer.1 == 0 ? State.agreed : State.whole
        state.store(next, ordering: .releasing)
        guard write(socket, &answer, 16) == 16 else { return -1 }
      default: return read(socket, buffer, size)
      }
    }
  }

  private static func proposal(in buffer: UnsafeMutableRawPointer, _ count: Int) -> Proposal? {
    guard count == MemoryLayout<Proposal>.size else { return nil }
    let proposal = buffer.loadUnaligned(as: Proposal.self)
    return proposal.magic == magic ? proposal : nil
  }

  /// Tries whether the peer's memory can be read and written.
  private func agree(_ proposal: Proposal, on socket: Int32) throws(Errno) {
    // process, user and group of the other side: `struct ucred`, which glibc hides.
    var peer: (pid_t, uid_t, gid_t) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: peer))
    try check(getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length))
    process = peer.0
    var cookie: UInt64 = 0
    var remote = iovec(
      iov_base: UnsafeMutableRawPointer(bitPattern: UInt(proposal.cookieAddress)), iov_len: 8)
    func move(
      _ call: (pid_t, UnsafePointer<iovec>?, UInt, UnsafePointer<iovec>?, UInt, UInt) -> Int
    ) throws(Errno) {
      let moved = withUnsafeMutableBytes(of: &cookie) { bytes in
        var local = iovec(iov_base: bytes.baseAddress, iov_len: 8)
        return call(process, &local, 1, &remote, 1, 0)
      }
      guard try check(moved) == 8 else { throw Errno(EFAULT) }
    }
    try move(process_vm_readv)
    // Another process has that number in this one's name space.
    guard cookie == proposal.cookie else { throw Errno(ESRCH) }
    cookie = ~cookie
    words = try LeaseWords(of: process, descriptor: proposal.wordsDescriptor)
    try move(process_vm_writev)
    words?.pages.useRings()
    var slice = timeval(tv_sec: 0, tv_usec: Self.sliceMicroseconds)
    try check(
      setsockopt(
        socket, SOL_SOCKET, SO_SNDTIMEO, &slice, socklen_t(MemoryLayout<timeval>.size)))
    channel = Channel(
      socket, end: .server, sharing: words?.pages, sliceMicroseconds: Self.sliceMicroseconds)
  }

  /// Reads a message in its envelope and fetches what it lends; nil where it is none for libfuse.
  private func receiveEnveloped(
    from channel: Channel, into buffer: UnsafeMutableRawPointer, size: Int
  ) -> Int? {
    var envelope = Envelope()
    let count = withUnsafeMutableBytes(of: &envelope) { head in
      var parts = [2 of iovec](repeating: iovec(iov_base: buffer, iov_len: size))
      parts[0] = iovec(iov_base: head.baseAddress, iov_len: Envelope.size)
      return withUnsafeBytes(of: parts) { parts in
        channel.receive(parts.assumingMemoryBound(to: iovec.self))
      }
    }
    if count < 0, errno == EAGAIN { return nil }
    guard count > 0 else { return count }
    let inline = Int(envelope.inlineBytes)
    let ranges = Int(envelope.fetched) + Int(envelope.put)
    guard count <= Envelope.size + size,
      count == Envelope.size + inline + ranges * MemoryLayout<iovec>.size
    else { return failure(EPROTO) }
    guard ranges > 0 else { return inline }
    guard inline >= 40, let words, Int(envelope.slot) < LeaseWords.count else {
      return failure(EPROTO)
    }
    let lease = Lease(
      slot: Int(envelope.slot), unique: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    return withUnsafeTemporaryAllocation(of: iovec.self, capacity: ranges) { remote in
      UnsafeMutableRawBufferPointer(remote).copyMemory(
        from: UnsafeRawBufferPointer(
          start: buffer + inline, count: ranges * MemoryLayout<iovec>.size))
      let fetched = remote.prefix(Int(envelope.fetched))
      if envelope.put > 0 {
        let loan = loans.withLock { $0.idle.popLast() } ?? Loan()
        loan.set(lease, remote.dropFirst(fetched.count))
        loans.withLock { $0.open.append(loan) }
      }
      guard !fetched.isEmpty else { return inline }
      let room = UnsafeMutableRawBufferPointer(start: buffer + inline, count: size - inline)
      return fetch(UnsafeBufferPointer(rebasing: fetched), lease, words, into: room, channel)
        .map { $0 < 0 ? $0 : inline + $0 }
    }
  }

  /// Copies lent pages into a buffer; nil where they cannot be had.
  private func fetch(
    _ remote: UnsafeBufferPointer<iovec>, _ lease: Lease, _ words: LeaseWords,
    into room: UnsafeMutableRawBufferPointer, _ channel: Channel
  ) -> Int? {
    var wanted = 0
    for range in remote {
      guard 0...(room.count - wanted) ~= range.iov_len else { return failure(EPROTO) }
      wanted += range.iov_len
    }
    // The peer has given the request up: nobody waits for an answer.
    guard words.begin(lease) else { return nil }
    var local = iovec(iov_base: room.baseAddress, iov_len: wanted)
    let moved = process_vm_readv(process, &local, 1, remote.baseAddress, UInt(remote.count), 0)
    words.end(lease)
    if moved == wanted { return wanted }
    loans.withLock { $0.close(lease.unique) }
    return refuse(lease.unique, on: channel) < 0 ? -1 : nil
  }

  /// Sends a message of libfuse's: its data to where the request lends pages for it, if it does.
  func send(_ parts: UnsafePointer<iovec>?, _ count: Int32, to socket: Int32) -> Int {
    guard state.load(ordering: .acquiring) == State.agreed, let parts, let words, let channel
    else { return writev(socket, parts, count) }
    let message = UnsafeBufferPointer(start: parts, count: Int(count))
    guard let header = parts[0].iov_base?.loadUnaligned(as: ReplyHeader.self),
      let loan = loans.withLock({ $0.take(header.unique) })
    else { return send(message, on: channel) }
    defer { loans.withLock { $0.idle.append(loan) } }
    let data = message.dropFirst()
    let wanted = data.reduce(0) { $0 + $1.iov_len }
    guard header.error == 0, wanted > 0, wanted <= loan.byteCount, words.begin(loan.lease) else {
      return send(message, on: channel)
    }
    let moved = process_vm_writev(
      process, parts + 1, UInt(data.count), loan.ranges, UInt(loan.count), 0)
    words.end(loan.lease)
    let sent =
      moved == wanted
      ? send(UnsafeBufferPointer(rebasing: message.prefix(1)), on: channel)
      : refuse(header.unique, on: channel)
    return sent < 0 ? sent : parts[0].iov_len + wanted
  }

  /// Tells the peer that its pages cannot be reached: a header whose length is 0.
  private func refuse(_ unique: UInt64, on channel: Channel) -> Int {
    var header = ReplyHeader(len: 0, error: 0, unique: unique)
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
      if sent >= 0 || errno != EAGAIN && errno != EINTR || isOver { return sent }
    }
  }

  private var isOver: Bool { session.map { fuse_session_exited($0) != 0 } ?? false }

  private func failure(_ code: Int32) -> Int {
    errno = code
    return -1
  }
}
