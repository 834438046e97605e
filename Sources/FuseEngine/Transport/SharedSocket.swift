internal import CLinuxFuse
public import Glibc

/// A socket to one server that several threads use at once; each has a ``Port`` of its own.
///
/// Requests go out as they come. One of the threads that wait leads: it looks at the header of the
/// next message and puts the message straight where the thread wants it that waits for it, so that
/// no payload is copied on its way. A thread that has its reply hands the lead on.
public final class SharedSocket: Sendable {
  private let descriptor: Int32
  private let timeoutSeconds: Int
  private let state = ThreadLock(State())

  /// Who waits for what.
  private struct State: Sendable {
    /// Requests sent whose reply has not come.
    var expected: Set<UInt64> = []
    var waiters: [UInt64: Waiter] = [:]
    var hasLeader = false
    /// Why nobody gets a reply any more: the server is gone, or has broken the protocol.
    var failure: TransportError?
  }

  /// A thread that waits, where its reply goes, and what came.
  private struct Waiter: Sendable {
    let port: PortSignal
    let place: ReplyPlace
    var received: Int?
  }

  /// Takes over one end of a SOCK_SEQPACKET pair; it is closed with the last port.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket that keeps messages apart.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  public init(adopting descriptor: Int32, timeoutSeconds: Int = 30) {
    self.descriptor = descriptor
    self.timeoutSeconds = timeoutSeconds
    var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// One thread's way through the socket.
  public final class Port: Transport {
    private let socket: SharedSocket
    private let signal = PortSignal()

    /// Makes a way for one thread.
    public init(_ socket: SharedSocket) { self.socket = socket }

    /// Sends a message whole.
    public func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
      try socket.send(message)
    }

    /// Waits for the reply, leading where nobody does.
    public func receive(
      _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> Int {
      try socket.receive(reply, answering: message, signal)
    }

    /// Ends the session for all ports.
    public func abandon(_ error: TransportError) { socket.fail(error) }
  }

  private func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    if let header = message.header, header.hasReply {
      state.withLock { _ = $0.expected.insert(header.unique) }
    }
    var parts = msghdr()
    parts.msg_iov = UnsafeMutablePointer(mutating: message.baseAddress)
    parts.msg_iovlen = message.count
    do throws(TransportError) {
      try retrying(message) { sendmsg(descriptor, &parts, Int32(MSG_NOSIGNAL)) }
    } catch {
      throw fail(error)
    }
  }

  /// Ends the session for all threads: none of them would get its reply any more.
  ///
  /// - Returns: What ended it first.
  @discardableResult
  private func fail(_ error: TransportError) -> TransportError {
    let (failure, sleeping) = state.withLock { state in
      let failure = state.failure ?? error
      state.failure = failure
      return (failure, state.waiters.values.map(\.port))
    }
    // The thread that leads waits in the socket and not for a signal.
    shutdown(descriptor, Int32(SHUT_RDWR))
    for port in sleeping { port.signal() }
    return failure
  }

  /// What a thread that waits does next.
  private enum Turn {
    case finished(Int)
    case failed(TransportError)
    case lead
    case sleep
  }

  private func receive(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>,
    _ signal: PortSignal
  ) throws(TransportError) -> Int {
    let unique = message.header?.unique ?? 0
    let place = ReplyPlace(parts: reply)
    let deadline = PortSignal.deadline(seconds: timeoutSeconds)
    state.withLock { $0.waiters[unique] = Waiter(port: signal, place: place) }
    defer { state.withLock { $0.waiters[unique] = nil } }
    while true {
      switch nextTurn(of: unique) {
      case .finished(let received): return received
      case .failed(let error): throw error
      case .sleep:
        guard signal.wait(until: deadline) else {
          let error = TransportError.timedOut(
            request: Opcode.name(of: message), seconds: timeoutSeconds)
          throw fail(error)
        }
      case .lead:
        defer { handLeadOn() }
        do throws(TransportError) {
          if let received = try lead(until: unique, place, message) { return received }
        } catch {
          throw fail(error)
        }
      }
    }
  }

  private func nextTurn(of unique: UInt64) -> Turn {
    state.withLock { state in
      if let received = state.waiters[unique]?.received { return .finished(received) }
      if let failure = state.failure { return .failed(failure) }
      if state.hasLeader { return .sleep }
      state.hasLeader = true
      return .lead
    }
  }

  /// Takes messages in until the leader's own comes, or a notification, which is the leader's too.
  private func lead(
    until unique: UInt64, _ place: ReplyPlace, _ message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int? {
    while true {
      let next = try peek(message)
      if next == unique || next == 0 {
        let received = try take(place, message)
        state.withLock { state in
          // It waits no more, and must not be the one that the lead is handed to.
          state.waiters[unique] = nil
          if next == unique { state.expected.remove(unique) }
        }
        return received
      }
      switch state.withLock({ ($0.waiters[next], $0.expected.contains(next)) }) {
      case (let waiter?, _):
        let received = try take(waiter.place, message)
        state.withLock { state in
          state.waiters[next]?.received = received
          state.expected.remove(next)
        }
        waiter.port.signal()
      // Its thread has sent and is about to wait, unless the session has failed meanwhile.
      case (nil, true):
        if let failure = state.withLock({ $0.failure }) { throw failure }
        sched_yield()
      case (nil, false):
        throw .protocolBroken(
          request: Opcode.name(of: message),
          reason: "a reply to request \(next), which nobody waits for")
      }
    }
  }

  /// Wakes one of the threads that wait, so that somebody leads.
  private func handLeadOn() {
    let next = state.withLock { state -> PortSignal? in
      state.hasLeader = false
      return state.waiters.values.first { $0.received == nil }?.port
    }
    next?.signal()
  }

  /// The number of the request that the next message answers.
  private func peek(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) -> UInt64 {
    var header = fuse_out_header()
    let received = try retrying(message) {
      recv(descriptor, &header, MemoryLayout<fuse_out_header>.size, Int32(MSG_PEEK))
    }
    guard received > 0 else { throw .serverGone(request: Opcode.name(of: message)) }
    guard received == MemoryLayout<fuse_out_header>.size else {
      throw .protocolBroken(
        request: Opcode.name(of: message), reason: "\(received) bytes are no header")
    }
    return header.unique
  }

  private func take(
    _ place: ReplyPlace, _ message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    var header = msghdr()
    header.msg_iov = UnsafeMutablePointer(mutating: place.parts.baseAddress)
    header.msg_iovlen = place.parts.count
    return try retrying(message) { recvmsg(descriptor, &header, Int32(MSG_TRUNC)) }
  }

  @discardableResult
  private func retrying(
    _ message: UnsafeBufferPointer<iovec>, _ call: () -> Int
  ) throws(TransportError) -> Int {
    try SocketTransport.retrying(message, timeoutSeconds: timeoutSeconds, call)
  }
}

/// Where a thread wants its reply.
///
/// Sent to the leader, which writes there while the thread that owns the memory sleeps; the lock
/// orders both.
private struct ReplyPlace: @unchecked Sendable {
  let parts: UnsafeBufferPointer<iovec>
}

extension UnsafeBufferPointer<iovec> {
  fileprivate var header: fuse_in_header? { first?.iov_base?.load(as: fuse_in_header.self) }
}

extension fuse_in_header {
  fileprivate var hasReply: Bool {
    ![Opcode.forget, .notifyReply, .interrupt].contains { $0.number == opcode }
  }
}
