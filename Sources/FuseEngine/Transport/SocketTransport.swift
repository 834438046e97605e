internal import CLinuxFuse
package import Glibc
internal import PeerProtocol

/// One end of a local socket whose other end a FUSE server reads and writes.
///
/// A libfuse server gets the other end as `/dev/fd/N` in place of a mountpoint. SOCK_SEQPACKET
/// preserves message boundaries as `/dev/fuse` does: one read returns one message. On SOCK_STREAM, which
/// servers with `fuse_session_custom_io` listen on, a message ends where its header says.
package final class SocketTransport: Transport {
  let channel: Channel
  let isStream: Bool
  /// Parts of a message on a stream that are still to be sent or received.
  private var rest: [iovec] = []
  /// Requests under way in the background, by number.
  var submitted: [UInt64: PendingReply] = [:]
  /// Writes messages to a server that reaches the engine's pages; nil for other servers.
  let leaseWriter: LeaseWriter?
  /// The request under way that a caller waits for, where it leases pages or has leased them.
  var leased: PendingReply?
  var deadline: RequestDeadline
  /// Whether a caller waits for the reply to a request.
  var isAwaited = false
  var interrupts = Interrupts()
  /// Why the session is over: the reply to an earlier request may still arrive, and would be taken for
  /// that of a later one.
  var failure: TransportError?

  /// Bytes of the largest message: a full request, its headers, and a spare page.
  private static let messageBytes =
    (Limits.pagesPerRequest + 2) * Limits.pageSize

  /// Takes ownership of one end of a socket pair.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket, SOCK_SEQPACKET or SOCK_STREAM.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  ///   - access: The agreement with a server that reaches the engine's pages; nil for none.
  ///   - caller: The signal that interrupts waiting requests; nil for none.
  package init(
    adopting descriptor: Int32, timeoutSeconds: Int = 30, access: PeerAccess? = nil,
    caller: CallerSignal? = nil
  ) {
    channel = Channel(to: descriptor, through: access)
    deadline = RequestDeadline(seconds: timeoutSeconds, caller: caller)
    leaseWriter = access.map(LeaseWriter.init)
    isStream = Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue)
    RequestDeadline.limitWaits(on: descriptor)
  }

  deinit { channel.close() }

  var descriptor: Int32 { channel.descriptor }

  private static func option(_ name: Int32, of descriptor: Int32) -> Int32 {
    var value: Int32 = -1
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, name, &value, &length)
    return value
  }

  /// Makes a connected pair of sockets: the engine's end and the end that a server inherits.
  ///
  /// Both ends can send the message of a full request.
  ///
  /// - Returns: Two descriptors that the caller owns; both close on exec.
  /// - Throws: The system's error.
  package static func makePair() throws(ErrorNumber) -> (engine: Int32, server: Int32) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw ErrorNumber.current }
    for end in ends {
      var bytes = Int32(2 * messageBytes)
      setsockopt(end, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }
    return (ends[0], ends[1])
  }

  /// Sends a message that contains its payload.
  package func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    // A message that is sent while a request waits does not extend the request's deadline.
    if !isAwaited, submitted.isEmpty { deadline.restart() }
    try sendWhole(message)
  }

  func sendWhole(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    let sent = try transmit(leaseWriter?.whole(message) ?? message, of: message)
    guard isStream, sent < message.byteCount else { return }
    rest.replaceSubrange(rest.indices, with: message)
    rest.drop(sent)
    try moveRest(message, .send) { sendmsg(descriptor, $0, Int32(MSG_NOSIGNAL)) }
  }

  @discardableResult
  func transmit(
    _ parts: UnsafeBufferPointer<iovec>, of message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    if let failure { throw failure }
    return try moving(message, .send) { channel.send(parts) }
  }

  /// Sends a message; the pages of its payload are leased where the server reaches them.
  package func send(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
    deadline.restart()
    isAwaited = true
    guard let leaseWriter, let offer = leaseWriter.lease(message, for: reply) else {
      try sendWhole(message)
      return reply
    }
    do throws(TransportError) { try transmit(offer.message, of: message) } catch {
      leaseWriter.access.revoke(offer.lease.pages)
      throw error
    }
    leased = PendingReply(message: message, parts: reply, lease: offer.lease)
    return leaseWriter.landing(of: offer.lease, reply)
  }

  /// Revokes all leases.
  func revokeAll() {
    guard let leaseWriter else { return }
    for lease in submitted.values.compactMap(\.lease) { leaseWriter.access.revoke(lease.pages) }
    if let lease = leased?.lease { leaseWriter.access.revoke(lease.pages) }
    leased = nil
  }

  func receiveWhole(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    if isStream { return try receiveFramed(reply, answering: message) }
    let received = try moving(message, .receive) { channel.receive(reply) }
    guard received > 0 else { throw fail(.serverGone(request: Opcode.name(of: message))) }
    return received
  }

  /// Reads the header of the server's next message, which is not removed.
  func peek(
    for message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> fuse_out_header {
    var header = fuse_out_header()
    let size = MemoryLayout<fuse_out_header>.size
    var received = 0
    while true {
      received = try moving(message, .receive) {
        withUnsafeMutableBytes(of: &header) { channel.peek($0) }
      }
      // A stream may hold a part of the header only.
      guard isStream, 1..<size ~= received else { break }
      try checkDeadline(message, .receive)
      usleep(1000)
    }
    guard received > 0 else { throw fail(.serverGone(request: Opcode.name(of: message))) }
    guard received == size else {
      throw fail(
        .protocolBroken(
          request: Opcode.name(of: message), reason: "\(received) bytes are not a header"))
    }
    return header
  }

  /// Reads a header, then as many bytes as the header says.
  private func receiveFramed(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    rest.replaceSubrange(rest.indices, with: reply.prefix(1))
    try moveRest(message, .receive) { recvmsg(descriptor, $0, 0) }
    guard let header = reply.first?.iov_base?.load(as: fuse_out_header.self) else { return 0 }
    let headerBytes = MemoryLayout<fuse_out_header>.size
    let room = reply.reduce(0) { $0 + $1.iov_len }
    guard headerBytes...room ~= Int(header.len) else {
      throw fail(
        .protocolBroken(
          request: Opcode.name(of: message), reason: "it says that it has \(header.len) bytes"))
    }
    rest.replaceSubrange(rest.indices, with: reply.dropFirst())
    rest.keep(Int(header.len) - headerBytes)
    try moveRest(message, .receive) { recvmsg(descriptor, $0, 0) }
    return Int(header.len)
  }

  /// Sends or receives until the rest is empty.
  private func moveRest(
    _ message: UnsafeBufferPointer<iovec>, _ direction: MessageDirection,
    _ call: (UnsafeMutablePointer<msghdr>) -> Int
  ) throws(TransportError) {
    while !rest.isEmpty {
      let moved = try moving(message, direction) {
        rest.withUnsafeMutableBufferPointer { parts in
          var header = msghdr()
          header.msg_iov = parts.baseAddress
          header.msg_iovlen = parts.count
          return call(&header)
        }
      }
      guard moved > 0 else { throw fail(.serverGone(request: Opcode.name(of: message))) }
      rest.drop(moved)
    }
  }

  /// Whether a call sends a message or receives one.
  enum MessageDirection {
    case send
    case receive
  }

  /// Makes a call until it moves bytes or the request's deadline has passed.
  @inline(__always)
  func moving(
    _ message: UnsafeBufferPointer<iovec>, _ direction: MessageDirection, _ call: () -> Int
  ) throws(TransportError) -> Int {
    while true {
      let result = retryingOnInterrupt(call)
      if result >= 0 { return result }
      guard errno == EAGAIN else {
        throw fail(TransportError(system: ErrorNumber.current, Opcode.name(of: message)))
      }
      try checkDeadline(message, direction)
    }
  }
}

extension TransportError {
  /// The reason for the end of a session, by the error of a system call.
  init(system error: ErrorNumber, _ request: String) {
    switch error.rawValue {
    case EPIPE, ECONNRESET, ENOTCONN: self = .serverGone(request: request)
    case EPROTO:
      self = .protocolBroken(request: request, reason: "the memory that it shares is inconsistent")
    default: self = .system(request: request, error)
    }
  }
}

extension [iovec] {
  /// Removes bytes at the start, and empty parts.
  fileprivate mutating func drop(_ count: Int) {
    var left = count
    while let first, left >= first.iov_len {
      left -= first.iov_len
      removeFirst()
    }
    guard let first, left > 0 else { return }
    self[0] = iovec(
      iov_base: first.iov_base.map { $0 + left }, iov_len: first.iov_len - left)
  }

  /// Keeps `count` bytes at the start.
  fileprivate mutating func keep(_ count: Int) {
    var left = count
    for index in indices {
      self[index].iov_len = Swift.min(self[index].iov_len, left)
      left -= self[index].iov_len
    }
    removeAll { $0.iov_len == 0 }
  }
}
