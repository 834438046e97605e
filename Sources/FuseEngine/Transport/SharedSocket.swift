internal import CLinuxFuse
public import Glibc

/// A socket to one server that several threads use at once; each has a ``Port`` of its own.
///
/// Requests go out as they come. One of the threads that wait leads: it looks at the header of the
/// next message and puts the message straight where the thread wants it that waits for it, so that
/// no payload is copied on its way. A thread that has a reply hands the lead on.
public final class SharedSocket: Sendable {
  private let descriptor: Int32
  private let timeoutSeconds: Int
  private let access: PeerAccess?
  private let state = ThreadLock(State())

  /// Who waits for what.
  private struct State: Sendable {
    /// Requests sent whose reply has not come.
    var expected: Set<UInt64> = []
    var waiters: [UInt64: Waiter] = [:]
    /// Threads that sleep until they have a reply or are to lead.
    var sleeping: [PortSignal] = []
    var hasLeader = false
    /// Why nobody gets a reply any more: the server is gone, or has broken the protocol.
    var failure: TransportError?
  }

  /// A request that a thread waits for, where its reply goes, and what came.
  private struct Waiter: Sendable {
    let port: PortSignal
    var place: ReplyPlace
    /// Whether the thread that leads is writing there.
    var isBeingFilled = false
    var received: Int?
  }

  /// Takes over one end of a SOCK_SEQPACKET pair; it is closed with the last port.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket that keeps messages apart.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  ///   - access: What was agreed with a server that moves payload by itself.
  public init(adopting descriptor: Int32, timeoutSeconds: Int = 30, access: PeerAccess? = nil) {
    self.descriptor = descriptor
    self.access = access
    self.timeoutSeconds = timeoutSeconds
    var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// One thread's way through the socket.
  public final class Port: BackgroundTransport {
    private let socket: SharedSocket
    private let signal = PortSignal()
    /// Requests whose replies the thread waits for, or has yet to wait for.
    private var awaited: [UInt64] = []
    /// Makes messages to a server that reaches the engine's pages; nil where all goes along.
    private let lender: Lender?
    /// The request under way that the thread waits for, where it has lent pages.
    private var lent: ReplyPlace?

    /// Makes a way for one thread.
    public init(_ socket: SharedSocket) {
      self.socket = socket
      lender = socket.access.map(Lender.init)
    }

    /// Sends a message whole.
    public func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
      try socket.send(message, lender)
    }

    /// Sends a message, with its payload's pages lent where the server reaches them.
    public func send(
      _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
      guard let lender, let loan = lender.lend(message, for: reply) else {
        try socket.send(message, lender)
        return reply
      }
      do throws(TransportError) { try socket.send(loan.message, of: message) } catch {
        lender.access.revoke(loan.lease)
        throw error
      }
      lent = ReplyPlace(message: message, parts: reply, lease: loan.lease)
      return lender.landing(of: loan.lease, reply)
    }

    /// Waits for the reply, leading where nobody does.
    public func receive(
      _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> Int {
      let unique = message.header?.unique ?? 0
      awaited.append(unique)
      socket.register(unique, signal, lent ?? ReplyPlace(message: message, parts: reply))
      do throws(TransportError) {
        let arrival = try socket.wait(for: awaited, notice: reply, signal, lender)
        lent = arrival.unique == 0 ? socket.withdraw(awaited).first : nil
        awaited.removeAll(keepingCapacity: true)
        return arrival.bytes
      } catch {
        giveUp()
        throw error
      }
    }

    /// Sends a message, and lets whoever leads put its reply where it belongs.
    public func submit(
      _ message: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
    ) throws(TransportError) {
      let unique = message.header?.unique ?? 0
      awaited.append(unique)
      let loan = lender?.lend(message, for: reply)
      socket.register(
        unique, signal, ReplyPlace(message: message, parts: reply, lease: loan?.lease))
      do throws(TransportError) {
        if let loan {
          try socket.send(loan.message, of: message)
        } else {
          try socket.send(message, lender)
        }
      } catch {
        giveUp()
        throw error
      }
    }

    /// Waits for the reply to any of the messages submitted, leading where nobody does.
    public func receiveSubmitted(
      notice: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> Arrival {
      do throws(TransportError) {
        let arrival = try socket.wait(for: awaited, notice: notice, signal, lender)
        awaited.removeAll { $0 == arrival.unique }
        return arrival
      } catch {
        giveUp()
        throw error
      }
    }

    private func giveUp() {
      for lease in socket.withdraw(awaited).compactMap(\.lease) { lender?.access.revoke(lease) }
      awaited.removeAll(keepingCapacity: true)
      lent = nil
    }

    /// Ends the session for all ports; nothing is written for this one any more.
    public func abandon(_ error: TransportError) {
      if let lease = lent?.lease { lender?.access.revoke(lease) }
      socket.fail(error)
      giveUp()
    }
  }

  private func send(
    _ message: UnsafeBufferPointer<iovec>, _ lender: Lender?
  ) throws(TransportError) {
    try send(lender?.whole(message) ?? message, of: message)
  }

  private func send(
    _ message: UnsafeBufferPointer<iovec>, of whole: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    if let header = whole.header, header.hasReply {
      state.withLock { _ = $0.expected.insert(header.unique) }
    }
    var parts = msghdr()
    parts.msg_iov = UnsafeMutablePointer(mutating: message.baseAddress)
    parts.msg_iovlen = message.count
    do throws(TransportError) {
      try retrying(whole) { sendmsg(descriptor, &parts, Int32(MSG_NOSIGNAL)) }
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
      return (failure, state.sleeping)
    }
    // The thread that leads waits in the socket and not for a signal.
    shutdown(descriptor, Int32(SHUT_RDWR))
    for port in sleeping { port.signal() }
    return failure
  }
}

/// Waiting for a reply, and leading those who wait.
extension SharedSocket {
  /// What a thread that waits does next.
  private enum Turn {
    /// With a thread to wake where nobody leads.
    case finished(Arrival, heir: PortSignal?)
    case failed(TransportError)
    case lead
    case sleep
  }

  private func register(_ unique: UInt64, _ signal: PortSignal, _ place: ReplyPlace) {
    state.withLock { $0.waiters[unique] = Waiter(port: signal, place: place) }
  }

  /// Lets no thread write to the places of some requests any more, and returns the places.
  @discardableResult
  private func withdraw(_ uniques: [UInt64]) -> [ReplyPlace] {
    while true {
      let places = state.withLock { state -> [ReplyPlace]? in
        guard !uniques.contains(where: { state.waiters[$0]?.isBeingFilled == true }) else {
          return nil
        }
        return uniques.compactMap { state.waiters.removeValue(forKey: $0)?.place }
      }
      if let places { return places }
      sched_yield()
    }
  }

  /// Waits for the first reply to any of a thread's requests, or for a notification, which goes to
  /// the thread that leads.
  private func wait(
    for uniques: [UInt64], notice: UnsafeBufferPointer<iovec>, _ signal: PortSignal,
    _ lender: Lender?
  ) throws(TransportError) -> Arrival {
    let deadline = PortSignal.deadline(seconds: timeoutSeconds)
    while true {
      switch nextTurn(of: uniques, signal) {
      case .finished(let arrival, let heir):
        heir?.signal()
        return arrival
      case .failed(let error): throw error
      case .sleep:
        let isAwake = signal.wait(until: deadline)
        state.withLock { state in state.sleeping.removeAll { $0 === signal } }
        guard isAwake else {
          throw fail(.timedOut(request: name(of: uniques), seconds: timeoutSeconds))
        }
      case .lead:
        defer { handLeadOn() }
        do throws(TransportError) {
          return try lead(until: uniques, notice: notice, lender)
        } catch {
          throw fail(error)
        }
      }
    }
  }

  private func nextTurn(of uniques: [UInt64], _ signal: PortSignal) -> Turn {
    state.withLock { state in
      for unique in uniques {
        guard let bytes = state.waiters[unique]?.received else { continue }
        state.waiters[unique] = nil
        // The lead may have been handed to this thread, which had its reply already.
        return .finished(
          Arrival(unique: unique, bytes: bytes),
          heir: state.hasLeader ? nil : state.sleeping.first)
      }
      if let failure = state.failure { return .failed(failure) }
      if state.hasLeader {
        state.sleeping.append(signal)
        return .sleep
      }
      state.hasLeader = true
      return .lead
    }
  }

  /// Takes messages in until one of the leader's own comes, or a notification.
  private func lead(
    until mine: [UInt64], notice: UnsafeBufferPointer<iovec>, _ lender: Lender?
  ) throws(TransportError) -> Arrival {
    while true {
      let next = try peek(mine)
      if next == 0 { return Arrival(unique: 0, bytes: try take(notice, mine)) }
      let (place, isExpected) = state.withLock { state in
        state.waiters[next]?.isBeingFilled = true
        return (state.waiters[next]?.place, state.expected.contains(next))
      }
      guard let place else {
        guard isExpected else {
          throw .protocolBroken(
            request: name(of: mine),
            reason: "a reply to request \(next), which nobody waits for")
        }
        // Its thread has sent and is about to wait, unless the session has failed meanwhile.
        if let failure = state.withLock({ $0.failure }) { throw failure }
        sched_yield()
        continue
      }
      let bytes: Int?
      do throws(TransportError) { bytes = try fill(place, mine, lender) } catch {
        state.withLock { $0.waiters[next]?.isBeingFilled = false }
        throw error
      }
      guard let bytes else {
        state.withLock { state in
          state.waiters[next]?.place.lease = nil
          state.waiters[next]?.isBeingFilled = false
        }
        continue
      }
      let isMine = mine.contains(next)
      let sleeper = state.withLock { state -> PortSignal? in
        state.expected.remove(next)
        let port = state.waiters[next]?.port
        state.waiters[next]?.isBeingFilled = false
        state.waiters[next]?.received = bytes
        if isMine { state.waiters[next] = nil }
        return port
      }
      if isMine { return Arrival(unique: next, bytes: bytes) }
      sleeper?.signal()
    }
  }

  /// Puts the next message in its place.
  ///
  /// - Returns: Its bytes; nil where the server could not reach the pages that the request lends,
  ///   and the request has gone out once more, whole.
  private func fill(
    _ place: ReplyPlace, _ mine: [UInt64], _ lender: Lender?
  ) throws(TransportError) -> Int? {
    let bytes = try place.withLanding { landing throws(TransportError) in
      try take(landing, mine)
    }
    guard let lender, let lease = place.lease else { return bytes }
    switch lender.settle(lease, received: bytes, place.parts) {
    case .received(let all): return all
    case .refused:
      try send(place.message, lender)
      return nil
    }
  }

  /// Wakes one of the threads that sleep, so that somebody leads.
  private func handLeadOn() {
    let next = state.withLock { state -> PortSignal? in
      state.hasLeader = false
      return state.sleeping.first
    }
    next?.signal()
  }

  /// The number of the request that the next message answers.
  private func peek(_ mine: [UInt64]) throws(TransportError) -> UInt64 {
    var header = fuse_out_header()
    let received = try retrying(message(of: mine)) {
      recv(descriptor, &header, MemoryLayout<fuse_out_header>.size, Int32(MSG_PEEK))
    }
    guard received > 0 else { throw .serverGone(request: name(of: mine)) }
    guard received == MemoryLayout<fuse_out_header>.size else {
      throw .protocolBroken(
        request: name(of: mine), reason: "\(received) bytes are no header")
    }
    return header.unique
  }

  private func take(
    _ parts: UnsafeBufferPointer<iovec>, _ mine: [UInt64]
  ) throws(TransportError) -> Int {
    var header = msghdr()
    header.msg_iov = UnsafeMutablePointer(mutating: parts.baseAddress)
    header.msg_iovlen = parts.count
    return try retrying(message(of: mine)) { recvmsg(descriptor, &header, Int32(MSG_TRUNC)) }
  }

  /// The request that a thread has waited for longest, for errors.
  private func name(of mine: [UInt64]) -> String { Opcode.name(of: message(of: mine)) }

  private func message(of mine: [UInt64]) -> UnsafeBufferPointer<iovec> {
    state.withLock { state in mine.min().flatMap { state.waiters[$0]?.place.message } }
      ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  @discardableResult
  private func retrying(
    _ message: UnsafeBufferPointer<iovec>, _ call: () -> Int
  ) throws(TransportError) -> Int {
    try SocketTransport.retrying(message, timeoutSeconds: timeoutSeconds, call)
  }
}

extension fuse_in_header {
  fileprivate var hasReply: Bool {
    ![Opcode.forget, .notifyReply, .interrupt].contains { $0.number == opcode }
  }
}
