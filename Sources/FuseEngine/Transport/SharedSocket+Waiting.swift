internal import CLinuxFuse
internal import Glibc
internal import PeerProtocol

/// A thread's wait for the first reply to any of its requests.
struct Wait {
  let uniques: [UInt64]
  /// The request that a signal interrupts; nil where the thread waits for many in the background.
  let interrupts: UInt64?
  /// Where a notification goes, which the leader handles.
  let notice: UnsafeBufferPointer<iovec>
  let signal: PortSignal
  let leaseWriter: LeaseWriter?
  let deadline: RequestDeadline
}

/// Waiting for a reply, as the leader or as a follower.
extension SharedSocket {
  /// What a waiting thread does next.
  private enum Turn {
    /// The reply is there; wake a follower where there is no leader.
    case finished(Arrival, nextLeader: PortSignal?)
    case failed(TransportError)
    case lead
    case follow
  }

  func register(_ unique: UInt64, _ signal: PortSignal, _ reply: PendingReply) {
    state.withLock { $0.waiters[unique] = Waiter(port: signal, reply: reply) }
  }

  /// Removes requests, so that no thread writes to the parts of their replies any more.
  ///
  /// - Returns: The replies that were still pending.
  @discardableResult
  func withdraw(_ uniques: [UInt64]) -> [PendingReply] {
    while true {
      let replies = state.withLock { state -> [PendingReply]? in
        guard !uniques.contains(where: { state.waiters[$0]?.isBeingFilled == true }) else {
          return nil
        }
        return uniques.compactMap { state.waiters.removeValue(forKey: $0)?.reply }
      }
      if let replies { return replies }
      sched_yield()
    }
  }

  /// Waits for a reply or for a notification, as the leader where there is none.
  func wait(_ wait: Wait) throws(TransportError) -> Arrival {
    while true {
      switch nextTurn(of: wait.uniques, wait.signal) {
      case .finished(let arrival, let nextLeader):
        nextLeader?.signal()
        return arrival
      case .failed(let error): throw error
      case .follow:
        let isAwake = wait.signal.waitSlice()
        state.withLock { state in state.followers.removeAll { $0 === wait.signal } }
        if !isAwake { try checkDeadline(wait) }
      case .lead:
        defer { promoteFollower() }
        do throws(TransportError) { return try lead(wait) } catch { throw fail(error) }
      }
    }
  }

  /// Checks the deadline and the caller's signal, on each wake-up of a wait.
  ///
  /// - Throws: ``TransportError`` where the deadline has passed; the session is over then.
  private func checkDeadline(_ wait: Wait) throws(TransportError) {
    if let error = wait.deadline.error(request(of: wait)) {
      for unique in wait.uniques.sorted() { interrupt(unique, wait.leaseWriter) }
      throw fail(error)
    }
    guard wait.deadline.isSignalled, let unique = wait.interrupts,
      let header = message(of: [unique]).header, Interrupts.reaches(header)
    else { return }
    interrupt(unique, wait.leaseWriter)
  }

  /// Sends the INTERRUPT of a request, once; where the socket is full, the next check tries again.
  private func interrupt(_ unique: UInt64, _ leaseWriter: LeaseWriter?) {
    // The leader may have received the reply meanwhile.
    guard
      state.withLock({ $0.expected.contains(unique) && $0.interrupts.begin(unique) })
    else { return }
    guard !Interrupts.send(unique, on: channel, leaseWriter) else { return }
    state.withLock { $0.interrupts.postpone(unique) }
  }

  /// Receives the answer to an INTERRUPT, which may belong to another thread's request.
  private func takeAnswer(_ wait: Wait) throws(TransportError) {
    var header = fuse_out_header()
    let received = try moving(wait) {
      withUnsafeMutableBytes(of: &header) { channel.receive($0) }
    }
    let waiting = message(of: wait.uniques)
    let result = state.withLock { state -> Result<UInt64?, TransportError> in
      Result { () throws(TransportError) in
        let again = try state.interrupts.take(header, received: received, during: waiting)
        if let again { state.interrupts.postpone(again) }
        return again
      }
    }
    if let again = try result.get() { interrupt(again, wait.leaseWriter) }
  }

  private func nextTurn(of uniques: [UInt64], _ signal: PortSignal) -> Turn {
    state.withLock { state in
      for unique in uniques {
        guard let bytes = state.waiters[unique]?.received else { continue }
        state.waiters[unique] = nil
        // This thread may have been promoted when it already had its reply.
        return .finished(
          Arrival(unique: unique, bytes: bytes),
          nextLeader: state.hasLeader ? nil : state.followers.first)
      }
      if let failure = state.failure { return .failed(failure) }
      if state.hasLeader {
        state.followers.append(signal)
        return .follow
      }
      state.hasLeader = true
      return .lead
    }
  }

  /// Receives messages until one of the leader's own replies arrives, or a notification.
  private func lead(_ wait: Wait) throws(TransportError) -> Arrival {
    while true {
      try checkDeadline(wait)
      let header = try peek(wait)
      let next = header.unique
      if next == 0 { return Arrival(unique: 0, bytes: try take(wait.notice, wait)) }
      if Interrupts.isAnswered(by: header) {
        try takeAnswer(wait)
        continue
      }
      let (reply, isExpected) = state.withLock { state in
        state.waiters[next]?.isBeingFilled = true
        return (state.waiters[next]?.reply, state.expected.contains(next))
      }
      guard let reply else {
        guard isExpected else {
          throw .protocolBroken(
            request: request(of: wait),
            reason: "a reply to request \(next), which nobody waits for")
        }
        // The request's thread is about to wait, unless the session has failed meanwhile.
        if let failure = state.withLock({ $0.failure }) { throw failure }
        sched_yield()
        continue
      }
      let bytes: Int?
      do throws(TransportError) { bytes = try fill(reply, wait) } catch {
        state.withLock { $0.waiters[next]?.isBeingFilled = false }
        throw error
      }
      guard let bytes else {
        state.withLock { state in
          state.waiters[next]?.reply.lease = nil
          state.waiters[next]?.isBeingFilled = false
        }
        continue
      }
      let isMine = wait.uniques.contains(next)
      let follower = state.withLock { state -> PortSignal? in
        state.expected.remove(next)
        state.interrupts.end(next)
        let port = state.waiters[next]?.port
        state.waiters[next]?.isBeingFilled = false
        state.waiters[next]?.received = bytes
        if isMine { state.waiters[next] = nil }
        return port
      }
      if isMine { return Arrival(unique: next, bytes: bytes) }
      follower?.signal()
    }
  }

  /// Receives the next message into the parts of its reply.
  ///
  /// - Returns: Bytes of the reply; nil where the server could not reach the leased pages, and the
  ///   request was sent again, whole.
  private func fill(
    _ reply: PendingReply, _ wait: Wait
  ) throws(TransportError) -> Int? {
    let bytes = try reply.withLanding { landing throws(TransportError) in
      try take(landing, wait)
    }
    guard let leaseWriter = wait.leaseWriter, let lease = reply.lease else { return bytes }
    switch leaseWriter.settle(lease, received: bytes, reply.parts) {
    case .received(let all): return all
    case .unreachable:
      try send(reply.message, leaseWriter, wait.deadline)
      return nil
    }
  }

  /// Ends being the leader, and wakes a follower, which becomes the next one.
  private func promoteFollower() {
    let next = state.withLock { state -> PortSignal? in
      state.hasLeader = false
      return state.followers.first
    }
    next?.signal()
  }

  /// Reads the header of the next message, which is not removed.
  private func peek(_ wait: Wait) throws(TransportError) -> fuse_out_header {
    var header = fuse_out_header()
    let received = try moving(wait) {
      withUnsafeMutableBytes(of: &header) { channel.peek($0) }
    }
    guard received > 0 else { throw .serverGone(request: request(of: wait)) }
    guard received == MemoryLayout<fuse_out_header>.size else {
      throw .protocolBroken(
        request: request(of: wait), reason: "\(received) bytes are not a header")
    }
    return header
  }

  private func take(
    _ parts: UnsafeBufferPointer<iovec>, _ wait: Wait
  ) throws(TransportError) -> Int {
    try moving(wait) { channel.receive(parts) }
  }

  private func request(of wait: Wait) -> String { Opcode.name(of: message(of: wait.uniques)) }

  /// The oldest of some requests, for errors.
  private func message(of mine: [UInt64]) -> UnsafeBufferPointer<iovec> {
    state.withLock { state in mine.min().flatMap { state.waiters[$0]?.reply.message } }
      ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  /// Makes a call until it receives a message or the leader's deadline has passed.
  private func moving(_ wait: Wait, _ call: () -> Int) throws(TransportError) -> Int {
    while true {
      let result = retryingOnInterrupt(call)
      if result >= 0 { return result }
      guard errno == EAGAIN else {
        throw TransportError(system: .current, request(of: wait))
      }
      try checkDeadline(wait)
    }
  }
}
