package import Glibc

/// One end of the connection between the engine and a server: a local socket, and optionally a pair
/// of message rings in shared memory, which are faster than the socket.
///
/// With rings, a message too long for them goes through the socket, and a note in the ring announces
/// it, so that a reader waits in one place only. The socket also tells that the other side is gone.
/// All calls return what system calls return: -1 with `errno` set on failure. A wait ends with
/// `EAGAIN` after a slice of time, and on a wake-up without a message, so that the caller can check
/// its deadline.
package final class Channel: Sendable {
  /// The socket, which the channel does not own; an owner of both calls ``close()``.
  package let descriptor: Int32
  private let rings: Rings?

  /// The side that an end belongs to.
  package enum End: Sendable {
    case client
    case server
  }

  private final class Rings: Sendable {
    /// Keeps the memory mapped.
    let pages: SharedPages
    let incoming: MessageRing
    let outgoing: MessageRing
    let reader: ThreadMutex<MessageRing.Reader>
    let writer: ThreadMutex<MessageRing.Writer>
    let sliceMicroseconds: Int

    init(_ pages: SharedPages, _ end: End, sliceMicroseconds: Int) {
      self.pages = pages
      let isServer = end == .server
      incoming = isServer ? pages.ringToServer : pages.ringToClient
      outgoing = isServer ? pages.ringToClient : pages.ringToServer
      reader = ThreadMutex(MessageRing.Reader(incoming))
      writer = ThreadMutex(MessageRing.Writer(outgoing))
      self.sliceMicroseconds = sliceMicroseconds
    }
  }

  /// Creates an end.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket; with rings, one that preserves message boundaries.
  ///   - end: The side that the end belongs to.
  ///   - pages: The memory that both sides share; nil for none.
  ///   - sliceMicroseconds: How long a wait at a ring takes at most; for waits at the socket, its own
  ///     timeout option holds.
  package init(
    _ descriptor: Int32, end: End, sharing pages: SharedPages? = nil, sliceMicroseconds: Int
  ) {
    precondition(sliceMicroseconds > 0, "a wait at a ring takes some time")
    self.descriptor = descriptor
    rings = pages.flatMap { pages in
      pages.hasRings ? Rings(pages, end, sliceMicroseconds: sliceMicroseconds) : nil
    }
  }

  /// Closes the socket and hangs up.
  package func close() {
    Glibc.close(descriptor)
    hangUp()
  }

  /// Marks both rings as ended, and wakes all threads that sleep at them.
  package func hangUp() {
    rings?.outgoing.end()
    rings?.incoming.end()
  }

  /// Sends a message.
  ///
  /// - Parameters:
  ///   - parts: The message, which is not empty.
  ///   - waits: Whether to wait for room; the call waits for another thread's message either way.
  /// - Returns: Bytes sent: all of the message, on a stream perhaps fewer.
  package func send(_ parts: UnsafeBufferPointer<iovec>, waits: Bool = true) -> Int {
    guard let rings else { return sendThroughSocket(parts, waits: waits) }
    let byteCount = parts.reduce(0) { $0 + $1.iov_len }
    var hasSlept = false
    while true {
      switch rings.writer.withLock({ put(parts, byteCount, &$0, waits: waits) }) {
      case .sent: return byteCount
      case .failed: return -1
      case .full(let head):
        guard !isHungUp else { return Self.failure(EPIPE) }
        guard waits, !hasSlept else { return Self.failure(EAGAIN) }
        hasSlept = true
        let isWoken = rings.outgoing.sleepForRoom(
          head: head, microseconds: rings.sliceMicroseconds)
        if !isWoken, errno == EINTR { return -1 }
      }
    }
  }

  private enum Sent {
    case sent
    case failed
    case full(head: UInt32)
  }

  private func put(
    _ parts: UnsafeBufferPointer<iovec>, _ byteCount: Int, _ writer: inout MessageRing.Writer,
    waits: Bool
  ) -> Sent {
    let outcome: MessageRing.Writer.Outcome
    if byteCount <= MessageRing.mostBytes {
      outcome = writer.put(parts, byteCount: byteCount)
    } else {
      // The room for the note is still there when the socket has taken the message: this thread holds
      // the writer, and only a reader whose count moves backwards takes room away.
      let room = writer.room(for: 0)
      if case .done = room, sendThroughSocket(parts, waits: waits) < 0 { return .failed }
      outcome = if case .done = room { writer.put(nil, byteCount: 0) } else { room }
    }
    switch outcome {
    case .done: return .sent
    case .full(let head): return .full(head: head)
    case .broken:
      errno = EPROTO
      return .failed
    }
  }

  private func sendThroughSocket(_ parts: UnsafeBufferPointer<iovec>, waits: Bool) -> Int {
    var message = Self.message(parts)
    return sendmsg(
      descriptor, &message, Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT)))
  }

  /// Receives a message.
  ///
  /// - Parameter parts: Where the message goes; bytes beyond the room are dropped.
  /// - Returns: Bytes of the message, dropped ones included; 0 where the other side is gone.
  package func receive(_ parts: UnsafeBufferPointer<iovec>) -> Int {
    guard let rings else { return receiveFromSocket(parts) }
    while true {
      switch take(rings, into: parts) {
      case .message(let byteCount): return byteCount
      case .inSocket: return receiveFromSocket(parts)
      case .broken: return Self.failure(EPROTO)
      case .nothing(let head): if let end = sleep(rings, head) { return end }
      }
    }
  }

  /// Receives a message into one buffer, as ``receive(_:)-(UnsafeBufferPointer<iovec>)`` does into
  /// several.
  package func receive(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
    Self.withPart(bytes) { receive($0) }
  }

  /// Takes a message out of the ring, or the note that it is in the socket.
  private func take(
    _ rings: Rings, into parts: UnsafeBufferPointer<iovec>
  ) -> MessageRing.Reader.Next {
    rings.reader.withLock { reader in
      let next = reader.next()
      switch next {
      case .message(let byteCount):
        reader.copy(byteCount, into: parts)
        reader.skip(byteCount)
      case .inSocket: reader.skip(0)
      case .nothing, .broken: break
      }
      return next
    }
  }

  /// Copies the first bytes of the next message, which is not removed.
  ///
  /// - Parameter bytes: Where the bytes go.
  /// - Returns: Bytes copied; 0 where the other side is gone.
  package func peek(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
    guard let rings else { return peekInSocket(bytes) }
    while true {
      let next = rings.reader.withLock { reader in
        let next = reader.next()
        if case .message(let byteCount) = next {
          Self.withPart(bytes) { reader.copy(byteCount, into: $0) }
        }
        return next
      }
      switch next {
      case .message(let byteCount): return min(byteCount, bytes.count)
      case .inSocket: return peekInSocket(bytes)
      case .broken: return Self.failure(EPROTO)
      case .nothing(let head): if let end = sleep(rings, head) { return end }
      }
    }
  }

  /// Sleeps until there is a message.
  ///
  /// - Returns: Nil where there is one; otherwise what the waiting call returns, 0 or -1.
  private func sleep(_ rings: Rings, _ head: UInt32) -> Int? {
    let isWoken = rings.incoming.sleepForMessage(
      head: head, microseconds: rings.sliceMicroseconds)
    if !isWoken, errno == EINTR { return -1 }
    guard isEmpty(rings) else { return nil }
    let isOver = rings.incoming.isOver || !isWoken && isHungUp
    // The last messages of a side that is gone are still delivered.
    return isOver && isEmpty(rings) ? 0 : Self.failure(EAGAIN)
  }

  private func isEmpty(_ rings: Rings) -> Bool {
    if case .nothing = rings.reader.withLock({ $0.next() }) { true } else { false }
  }

  private var isHungUp: Bool {
    // `POLLRDHUP`, which the C library declares under _GNU_SOURCE only.
    var poll = pollfd(fd: descriptor, events: 0x2000, revents: 0)
    return Glibc.poll(&poll, 1, 0) != 0
  }

  private func receiveFromSocket(_ parts: UnsafeBufferPointer<iovec>) -> Int {
    var message = Self.message(parts)
    return recvmsg(descriptor, &message, Int32(MSG_TRUNC))
  }

  private func peekInSocket(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
    recv(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_PEEK))
  }

  private static func withPart<Result>(
    _ bytes: UnsafeMutableRawBufferPointer,
    _ body: (UnsafeBufferPointer<iovec>) -> Result
  ) -> Result {
    withUnsafePointer(to: iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)) {
      body(UnsafeBufferPointer(start: $0, count: 1))
    }
  }

  private static func message(_ parts: UnsafeBufferPointer<iovec>) -> msghdr {
    var message = msghdr()
    message.msg_iov = UnsafeMutablePointer(mutating: parts.baseAddress)
    message.msg_iovlen = parts.count
    return message
  }

  private static func failure(_ code: Int32) -> Int {
    errno = code
    return -1
  }
}
