internal import PeerProtocol
internal import CLinuxFuse
package import Glibc

/// One end of a local socket behind which a FUSE server reads and writes messages.
///
/// A libfuse server takes the other end as `/dev/fd/N` in place of a mountpoint. SOCK_SEQPACKET
/// keeps message boundaries as `/dev/fuse` does: one message a read. On SOCK_STREAM, which servers
/// with `fuse_session_custom_io` listen on, a message ends where its header says.
package final class SocketTransport: Transport {
  let channel: Channel
  let isStream: Bool
  /// Parts of a stream's message that are still to be moved.
  private var rest: [iovec] = []
  /// Requests under way in the background, by number.
  var submitted: [UInt64: ReplyPlace] = [:]
  /// Makes messages to a server that reaches the engine's pages; nil where all goes along.
  let lender: Lender?
  /// The request under way whose caller waits for it, where it has lent pages.
  var lent: ReplyPlace?
  var patience: Patience
  /// Whether a caller waits for the reply to a request.
  var isAwaited = false
  var interrupts = Interrupts()
  /// Why the session is over: a reply is owed that would be taken for another's.
  var failure: TransportError?

  /// Bytes that the largest message may have: a full request, its headers and one page to spare.
  private static let messageBytes =
    (Limits.pagesPerRequest + 2) * Limits.pageSize

  /// Takes over one end of a socket pair; it is closed with the transport.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket, SOCK_SEQPACKET or SOCK_STREAM.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  ///   - access: What was agreed with a server that moves payload by itself.
  ///   - caller: What interrupts the requests that wait; nil for nothing.
  package init(
    adopting descriptor: Int32, timeoutSeconds: Int = 30, access: PeerAccess? = nil,
    caller: CallerSignal? = nil
  ) {
    channel = Channel(to: descriptor, through: access)
    patience = Patience(seconds: timeoutSeconds, caller: caller)
    lender = access.map(Lender.init)
    isStream = Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue)
    Patience.slice(descriptor)
  }

  deinit { channel.close() }

  var descriptor: Int32 { channel.descriptor }

  private static func option(_ name: Int32, of descriptor: Int32) -> Int32 {
    var value: Int32 = -1
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, name, &value, &length)
    return value
  }

  /// Makes a connected pair: the engine's end and the end that a server inherits.
  ///
  /// Both ends can send messages of a full request.
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

  /// Sends a message whole.
  package func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    // What is sent while a request waits does not prolong its wait.
    if !isAwaited, submitted.isEmpty { patience.restart() }
    try sendWhole(message)
  }

  func sendWhole(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    let sent = try transmit(lender?.whole(message) ?? message, of: message)
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

  /// Sends a message, with its payload's pages lent where the server reaches them.
  package func send(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
    patience.restart()
    isAwaited = true
    guard let lender, let loan = lender.lend(message, for: reply) else {
      try sendWhole(message)
      return reply
    }
    do throws(TransportError) { try transmit(loan.message, of: message) } catch {
      lender.access.revoke(loan.lease)
      throw error
    }
    lent = ReplyPlace(message: message, parts: reply, lease: loan.lease)
    return lender.landing(of: loan.lease, reply)
  }

  /// Lets the server reach no pages any more.
  func revokeAll() {
    guard let lender else { return }
    for lease in submitted.values.compactMap(\.lease) { lender.access.revoke(lease) }
    if let lease = lent?.lease { lender.access.revoke(lease) }
    lent = nil
  }

  func receiveWhole(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    if isStream { return try receiveFramed(reply, answering: message) }
    let received = try moving(message, .receive) { channel.receive(reply) }
    guard received > 0 else { throw fail(.serverGone(request: Opcode.name(of: message))) }
    return received
  }

  /// Looks at the header of the server's next message and leaves the message where it is.
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
      // A local stream shows what there is of a header, whole or not.
      guard isStream, 1..<size ~= received else { break }
      try lookUp(message, .receive)
      usleep(1000)
    }
    guard received > 0 else { throw fail(.serverGone(request: Opcode.name(of: message))) }
    guard received == size else {
      throw fail(
        .protocolBroken(
          request: Opcode.name(of: message), reason: "\(received) bytes are no header"))
    }
    return header
  }

  /// Reads a header, then as much as it says.
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
    _ message: UnsafeBufferPointer<iovec>, _ way: Way,
    _ call: (UnsafeMutablePointer<msghdr>) -> Int
  ) throws(TransportError) {
    while !rest.isEmpty {
      let moved = try moving(message, way) {
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

  /// Which way bytes move.
  enum Way {
    case send
    case receive
  }

  /// Moves bytes as soon as the socket lets it, or until a request's patience is over.
  @inline(__always)
  func moving(
    _ message: UnsafeBufferPointer<iovec>, _ way: Way, _ call: () -> Int
  ) throws(TransportError) -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      switch errno {
      case EINTR: continue
      case EAGAIN: try lookUp(message, way)
      default:
        throw fail(TransportError(system: ErrorNumber.current, Opcode.name(of: message)))
      }
    }
  }
}

extension TransportError {
  /// The end of a session that a system call tells.
  init(system error: ErrorNumber, _ request: String) {
    switch error.rawValue {
    case EPIPE, ECONNRESET, ENOTCONN: self = .serverGone(request: request)
    case EPROTO:
      self = .protocolBroken(request: request, reason: "the memory that it shares is in disorder")
    default: self = .system(request: request, error)
    }
  }
}

extension [iovec] {
  /// Drops bytes at the start, and parts that are empty.
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

  /// Keeps bytes at the start only.
  fileprivate mutating func keep(_ count: Int) {
    var left = count
    for index in indices {
      self[index].iov_len = Swift.min(self[index].iov_len, left)
      left -= self[index].iov_len
    }
    removeAll { $0.iov_len == 0 }
  }
}
