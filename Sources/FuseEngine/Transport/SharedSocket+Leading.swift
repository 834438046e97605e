internal import PeerProtocol
internal import CLinuxFuse
internal import Glibc

/// A thread's wait for the first reply to any of its requests.
struct Wait {
  let uniques: [UInt64]
  /// The request that a signal interrupts; nil where nobody waits for one alone.
  let interrupts: UInt64?
  /// Where a notification goes, which is the leader's to take.
  let notice: UnsafeBufferPointer<iovec>
  let signal: PortSignal
  let lender: Lender?
  let patience: Patience
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

  func register(_ unique: UInt64, _ signal: PortSignal, _ place: ReplyPlace) {
    state.withLock { $0.waiters[unique] = Waiter(port: signal, place: place) }
  }

  /// Lets no thread write to the places of some requests any more, and returns the places.
  @discardableResult
  func withdraw(_ uniques: [UInt64]) -> [ReplyPlace] {
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

  /// Waits for a reply or for a notification, leading where nobody does.
  func wait(_ wait: Wait) throws(TransportError) -> Arrival {
    while true {
      switch nextTurn(of: wait.uniques, wait.signal) {
      case .finished(let arrival, let heir):
        heir?.signal()
        return arrival
      case .failed(let error): throw error
      case .sleep:
        let isAwake = wait.signal.waitSlice()
        state.withLock { state in state.sleeping.removeAll { $0 === wait.signal } }
        if !isAwake { try lookUp(wait) }
      case .lead:
        defer { handLeadOn() }
        do throws(TransportError) { return try lead(wait) } catch { throw fail(error) }
      }
    }
  }

  /// Looks, in the middle of a wait, whether it goes on.
  private func lookUp(_ wait: Wait) throws(TransportError) {
    if let error = wait.patience.error(request(of: wait)) {
      for unique in wait.uniques.sorted() { interrupt(unique, wait.lender) }
      throw fail(error)
    }
    guard wait.patience.isSignalled, let unique = wait.interrupts,
      let header = message(of: [unique]).header, Interrupts.reaches(header)
    else { return }
    interrupt(unique, wait.lender)
  }

  /// Sends the INTERRUPT of a request, once; where the socket is full, the next look does.
  private func interrupt(_ unique: UInt64, _ lender: Lender?) {
    // Its reply may have come to the thread that leads meanwhile.
    guard
      state.withLock({ $0.expected.contains(unique) && $0.interrupts.begin(unique) })
    else { return }
    guard !Interrupts.send(unique, on: channel, lender) else { return }
    state.withLock { $0.interrupts.postpone(unique) }
  }

  /// Takes the answer to an INTERRUPT, which may be another thread's.
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
    if let again = try result.get() { interrupt(again, wait.lender) }
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
  private func lead(_ wait: Wait) throws(TransportError) -> Arrival {
    while true {
      try lookUp(wait)
      let header = try peek(wait)
      let next = header.unique
      if next == 0 { return Arrival(unique: 0, bytes: try take(wait.notice, wait)) }
      if Interrupts.isAnswered(by: header) {
        try takeAnswer(wait)
        continue
      }
      let (place, isExpected) = state.withLock { state in
        state.waiters[next]?.isBeingFilled = true
        return (state.waiters[next]?.place, state.expected.contains(next))
      }
      guard let place else {
        guard isExpected else {
          throw .protocolBroken(
            request: request(of: wait),
            reason: "a reply to request \(next), which nobody waits for")
        }
        // Its thread has sent and is about to wait, unless the session has failed meanwhile.
        if let failure = state.withLock({ $0.failure }) { throw failure }
        sched_yield()
        continue
      }
      let bytes: Int?
      do throws(TransportError) { bytes = try fill(place, wait) } catch {
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
      let isMine = wait.uniques.contains(next)
      let sleeper = state.withLock { state -> PortSignal? in
        state.expected.remove(next)
        state.interrupts.end(next)
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
    _ place: ReplyPlace, _ wait: Wait
  ) throws(TransportError) -> Int? {
    let bytes = try place.withLanding { landing throws(TransportError) in
      try take(landing, wait)
    }
    guard let lender = wait.lender, let lease = place.lease else { return bytes }
    switch lender.settle(lease, received: bytes, place.parts) {
    case .received(let all): return all
    case .refused:
      try send(place.message, lender, wait.patience)
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

  /// The header of the next message, which stays where it is.
  private func peek(_ wait: Wait) throws(TransportError) -> fuse_out_header {
    var header = fuse_out_header()
    let received = try moving(wait) {
      withUnsafeMutableBytes(of: &header) { channel.peek($0) }
    }
    guard received > 0 else { throw .serverGone(request: request(of: wait)) }
    guard received == MemoryLayout<fuse_out_header>.size else {
      throw .protocolBroken(
        request: request(of: wait), reason: "\(received) bytes are no header")
    }
    return header
  }

  private func take(
    _ parts: UnsafeBufferPointer<iovec>, _ wait: Wait
  ) throws(TransportError) -> Int {
    try moving(wait) { channel.receive(parts) }
  }

  private func request(of wait: Wait) -> String { Opcode.name(of: message(of: wait.uniques)) }

  /// The request that a thread has waited for longest, for errors.
  private func message(of mine: [UInt64]) -> UnsafeBufferPointer<iovec> {
    state.withLock { state in mine.min().flatMap { state.waiters[$0]?.place.message } }
      ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  /// Receives as soon as something comes, or until the patience of the thread that leads is over.
  private func moving(_ wait: Wait, _ call: () -> Int) throws(TransportError) -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      switch errno {
      case EINTR: continue
      case EAGAIN: try lookUp(wait)
      default:
        throw TransportError(system: .current, request(of: wait))
      }
    }
  }
}
