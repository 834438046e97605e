internal import CLinuxFuse
public import Glibc

/// One end of a local socket behind which a FUSE server reads and writes messages.
///
/// A libfuse server takes the other end as `/dev/fd/N` in place of a mountpoint. SOCK_SEQPACKET
/// keeps message boundaries as `/dev/fuse` does: one message a read. On SOCK_STREAM, which servers
/// with `fuse_session_custom_io` listen on, a message ends where its header says.
public final class SocketTransport: Transport {
  private let descriptor: Int32
  private let timeoutSeconds: Int
  private let isStream: Bool
  /// Parts of a stream's message that are still to be moved.
  private var rest: [iovec] = []
  /// Requests under way in the background, by number.
  private var submitted: [UInt64: ReplyPlace] = [:]
  /// Makes messages to a server that reaches the engine's pages; nil where all goes along.
  private let lender: Lender?
  /// The request under way whose caller waits for it, where it has lent pages.
  private var lent: ReplyPlace?

  /// Bytes that the largest message may have: a full request, its headers and one page to spare.
  private static let messageBytes =
    (Limits.pagesPerRequest + 2) * Limits.pageSize

  /// Takes over one end of a socket pair; it is closed with the transport.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket, SOCK_SEQPACKET or SOCK_STREAM.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  ///   - access: What was agreed with a server that moves payload by itself.
  public init(adopting descriptor: Int32, timeoutSeconds: Int = 30, access: PeerAccess? = nil) {
    self.descriptor = descriptor
    self.timeoutSeconds = timeoutSeconds
    lender = access.map(Lender.init)
    isStream = Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue)
    var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

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
  public static func makePair() throws(ErrorNumber) -> (engine: Int32, server: Int32) {
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
  public func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    let sent = try transmit(lender?.whole(message) ?? message, of: message)
    guard isStream, sent < message.reduce(0, { $0 + $1.iov_len }) else { return }
    rest.replaceSubrange(rest.indices, with: message)
    rest.drop(sent)
    try moveRest(message) { sendmsg(descriptor, $0, Int32(MSG_NOSIGNAL)) }
  }

  @discardableResult
  private func transmit(
    _ parts: UnsafeBufferPointer<iovec>, of message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    var header = msghdr()
    header.msg_iov = UnsafeMutablePointer(mutating: parts.baseAddress)
    header.msg_iovlen = parts.count
    return try retrying(message) { sendmsg(descriptor, &header, Int32(MSG_NOSIGNAL)) }
  }

  /// Sends a message, with its payload's pages lent where the server reaches them.
  public func send(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
    guard let lender, let loan = lender.lend(message, for: reply) else {
      try send(message)
      return reply
    }
    do throws(TransportError) { try transmit(loan.message, of: message) } catch {
      lender.access.revoke(loan.lease)
      throw error
    }
    lent = ReplyPlace(message: message, parts: reply, lease: loan.lease)
    return lender.landing(of: loan.lease, reply)
  }

  /// Waits for the next message of the server.
  public func receive(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    guard let lender, lent != nil else { return try receiveWhole(reply, answering: message) }
    do throws(TransportError) { return try receiveLent(reply, lender) } catch {
      revokeAll()
      throw error
    }
  }

  /// Waits for the next message while a caller's request has lent pages.
  private func receiveLent(
    _ landing: UnsafeBufferPointer<iovec>, _ lender: Lender
  ) throws(TransportError) -> Int {
    while let place = lent {
      guard let lease = place.lease else {
        // It was refused, and its reply comes whole.
        let isNotice = try peek(for: place.message).unique == 0
        if !isNotice { lent = nil }
        return try receiveWhole(isNotice ? landing : place.parts, answering: place.message)
      }
      let received = try receiveWhole(landing, answering: place.message)
      guard received >= MemoryLayout<fuse_out_header>.size,
        landing.first?.iov_base?.load(as: fuse_out_header.self).unique == lease.unique
      else { return received }
      switch lender.settle(lease, received: received, landing) {
      case .received(let bytes):
        lent = nil
        return bytes
      case .refused:
        lent?.lease = nil
        try send(place.message)
      }
    }
    return 0
  }

  /// Lets the server reach no pages any more.
  private func revokeAll() {
    guard let lender else { return }
    for lease in submitted.values.compactMap(\.lease) { lender.access.revoke(lease) }
    if let lease = lent?.lease { lender.access.revoke(lease) }
    lent = nil
  }

  private func receiveWhole(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    if isStream { return try receiveFramed(reply, answering: message) }
    var header = msghdr()
    header.msg_iov = UnsafeMutablePointer(mutating: reply.baseAddress)
    header.msg_iovlen = reply.count
    let received = try retrying(message) { recvmsg(descriptor, &header, Int32(MSG_TRUNC)) }
    guard received > 0 else { throw .serverGone(request: Opcode.name(of: message)) }
    return received
  }

  /// Looks at the header of the server's next message and leaves the message where it is.
  private func peek(
    for message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> fuse_out_header {
    var header = fuse_out_header()
    let size = MemoryLayout<fuse_out_header>.size
    var received = 0
    // A local stream shows what there is of a header, whole or not.
    for _ in 0..<max(1, timeoutSeconds * 1000) {
      received = try retrying(message) { recv(descriptor, &header, size, Int32(MSG_PEEK)) }
      guard isStream, 1..<size ~= received else { break }
      usleep(1000)
    }
    guard received > 0 else { throw .serverGone(request: Opcode.name(of: message)) }
    guard received == size else {
      throw .protocolBroken(
        request: Opcode.name(of: message), reason: "\(received) bytes are no header")
    }
    return header
  }

  /// Reads a header, then as much as it says.
  private func receiveFramed(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    rest.replaceSubrange(rest.indices, with: reply.prefix(1))
    try moveRest(message) { recvmsg(descriptor, $0, 0) }
    guard let header = reply.first?.iov_base?.load(as: fuse_out_header.self) else { return 0 }
    let headerBytes = MemoryLayout<fuse_out_header>.size
    let room = reply.reduce(0) { $0 + $1.iov_len }
    guard headerBytes...room ~= Int(header.len) else {
      throw .protocolBroken(
        request: Opcode.name(of: message), reason: "it says that it has \(header.len) bytes")
    }
    rest.replaceSubrange(rest.indices, with: reply.dropFirst())
    rest.keep(Int(header.len) - headerBytes)
    try moveRest(message) { recvmsg(descriptor, $0, 0) }
    return Int(header.len)
  }

  /// Sends or receives until the rest is empty.
  private func moveRest(
    _ message: UnsafeBufferPointer<iovec>, _ call: (UnsafeMutablePointer<msghdr>) -> Int
  ) throws(TransportError) {
    while !rest.isEmpty {
      let moved = try retrying(message) {
        rest.withUnsafeMutableBufferPointer { parts in
          var header = msghdr()
          header.msg_iov = parts.baseAddress
          header.msg_iovlen = parts.count
          return call(&header)
        }
      }
      guard moved > 0 else { throw .serverGone(request: Opcode.name(of: message)) }
      rest.drop(moved)
    }
  }

  @discardableResult
  @inline(__always)
  private func retrying(
    _ message: UnsafeBufferPointer<iovec>, _ call: () -> Int
  ) throws(TransportError) -> Int {
    try Self.retrying(message, timeoutSeconds: timeoutSeconds, call)
  }

  /// Makes a system call until no signal interrupts it, and tells errors with the request's name.
  @inline(__always)
  static func retrying(
    _ message: UnsafeBufferPointer<iovec>, timeoutSeconds: Int, _ call: () -> Int
  ) throws(TransportError) -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      switch errno {
      case EINTR: continue
      case EPIPE, ECONNRESET, ENOTCONN: throw .serverGone(request: Opcode.name(of: message))
      case EAGAIN:
        throw .timedOut(request: Opcode.name(of: message), seconds: timeoutSeconds)
      default: throw .system(request: Opcode.name(of: message), ErrorNumber.current)
      }
    }
  }
}

extension SocketTransport: BackgroundTransport {
  /// Sends a message and takes note of where its reply goes.
  public func submit(
    _ message: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    let loan = lender?.lend(message, for: reply)
    if let unique = message.header?.unique {
      submitted[unique] = ReplyPlace(message: message, parts: reply, lease: loan?.lease)
    }
    do throws(TransportError) {
      if let loan { try transmit(loan.message, of: message) } else { try send(message) }
    } catch {
      giveUp()
      throw error
    }
  }

  /// Puts the server's next message where its request wants it.
  public func receiveSubmitted(
    notice: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    let waiting = submitted.values.first?.message ?? notice
    do throws(TransportError) {
      while true {
        let unique = try peek(for: waiting).unique
        guard unique != 0 else {
          return Arrival(unique: 0, bytes: try receiveWhole(notice, answering: waiting))
        }
        guard let place = submitted[unique] else {
          throw .protocolBroken(
            request: Opcode.name(of: waiting),
            reason: "a reply to request \(unique), which nobody waits for")
        }
        var bytes = try place.withLanding { landing throws(TransportError) in
          try receiveWhole(landing, answering: place.message)
        }
        if let lender, let lease = place.lease {
          guard case .received(let all) = lender.settle(lease, received: bytes, place.parts) else {
            submitted[unique]?.lease = nil
            try send(place.message)
            continue
          }
          bytes = all
        }
        submitted[unique] = nil
        return Arrival(unique: unique, bytes: bytes)
      }
    } catch {
      giveUp()
      throw error
    }
  }

  private func giveUp() {
    revokeAll()
    submitted.removeAll()
  }

  /// Lets nobody write to the places of requests under way any more.
  public func abandon(_ error: TransportError) { giveUp() }
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
