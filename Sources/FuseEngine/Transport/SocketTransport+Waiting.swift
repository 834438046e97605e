internal import PeerProtocol
internal import CLinuxFuse
package import Glibc

/// Waiting for a reply: what comes before it, and what ends the wait.
extension SocketTransport {
  /// Waits for the next message of the server.
  package func receive(
    _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
    answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    do throws(TransportError) {
      while true {
        try lookUp(message, .receive)
        let next =
          if let lender, let lease = lent?.lease {
            try receiveLent(lease, lender, reply, notice, message)
          } else {
            try receiveInline(lent?.parts ?? reply, notice, message)
          }
        guard let next else { continue }
        if next.unique != 0 {
          isAwaited = false
          lent = nil
          interrupts.end(next.unique)
        }
        return next
      }
    } catch {
      revokeAll()
      throw error
    }
  }

  /// Receives one message while the server may put the reply's data itself.
  ///
  /// - Returns: What came; nil where it was the answer to an INTERRUPT, or says that the server could
  ///   not reach the pages and the request has gone out once more.
  private func receiveLent(
    _ lease: Lease, _ lender: Lender, _ landing: UnsafeBufferPointer<iovec>,
    _ notice: UnsafeBufferPointer<iovec>, _ message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival? {
    let received = try receiveWhole(landing, answering: message)
    guard received >= MemoryLayout<fuse_out_header>.size,
      let header = landing.first?.iov_base?.load(as: fuse_out_header.self)
    else { return Arrival(unique: lease.unique, bytes: received) }
    if Interrupts.isAnswered(by: header) {
      try takeAnswer(header, received: received, during: message)
      return nil
    }
    guard header.unique == lease.unique else {
      if header.unique == 0 { landing.move(to: notice, bytes: received) }
      return Arrival(unique: header.unique, bytes: received)
    }
    switch lender.settle(lease, received: received, landing) {
    case .received(let bytes): return Arrival(unique: lease.unique, bytes: bytes)
    case .refused:
      lent?.lease = nil
      try sendWhole(message)
      return nil
    }
  }

  /// Receives one message where the reply's data comes through the socket.
  ///
  /// Looks at it first, so that nothing but the reply gets into the caller's pages.
  ///
  /// - Returns: What came; nil where it was the answer to an INTERRUPT.
  private func receiveInline(
    _ reply: UnsafeBufferPointer<iovec>, _ notice: UnsafeBufferPointer<iovec>,
    _ message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival? {
    guard mayBeOther || lent != nil else {
      let received = try receiveWhole(reply, answering: message)
      guard received >= MemoryLayout<fuse_out_header>.size,
        let header = reply.first?.iov_base?.load(as: fuse_out_header.self)
      else { return Arrival(unique: message.header?.unique ?? 1, bytes: received) }
      if header.unique == 0 { reply.move(to: notice, bytes: received) }
      return Arrival(unique: header.unique, bytes: received)
    }
    let next = try peek(for: message)
    if Interrupts.isAnswered(by: next) {
      try dropAnswer(next, during: message)
      return nil
    }
    return Arrival(
      unique: next.unique,
      bytes: try receiveWhole(next.unique == 0 ? notice : reply, answering: message))
  }

  /// Whether a message may come that is no reply.
  ///
  /// The server that moves payload by itself is the bundled one. It sends a notification only when an
  /// ioctl asks for it, which carries no data of a caller, and answers an INTERRUPT only when it got
  /// one; so no system call is spent on looking.
  private var mayBeOther: Bool { lender == nil || interrupts.areOut }

  /// Takes the answer to an INTERRUPT that was looked at off the socket.
  func dropAnswer(
    _ next: fuse_out_header, during message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    var header = fuse_out_header()
    let received = try moving(message, .receive) {
      withUnsafeMutableBytes(of: &header) { channel.receive($0) }
    }
    // On a stream the header says what follows; if anything does, the session is over.
    try takeAnswer(next, received: isStream ? Int(next.len) : received, during: message)
  }

  /// Takes the answer to an INTERRUPT, and sends another where it asks for one.
  func takeAnswer(
    _ header: fuse_out_header, received: Int, during message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    do throws(TransportError) {
      guard let again = try interrupts.take(header, received: received, during: message) else {
        return
      }
      interrupts.postpone(again)
      interrupt(again)
    } catch {
      throw fail(error)
    }
  }

  /// Looks, at each turn of a wait, whether it goes on, and interrupts the request where a signal came.
  func lookUp(
    _ message: UnsafeBufferPointer<iovec>, _ way: Way
  ) throws(TransportError) {
    if let error = patience.error(Opcode.name(of: message)) {
      // Behind half a message a stream can carry no other.
      if way == .receive {
        if let unique = message.header?.unique { interrupt(unique) }
        for unique in submitted.keys.sorted() { interrupt(unique) }
      }
      throw fail(error)
    }
    // Nobody waits for one READ of many in the background, as little as in the kernel.
    guard way == .receive, patience.isSignalled, isAwaited, let header = message.header,
      Interrupts.reaches(header)
    else { return }
    interrupt(header.unique)
  }

  /// Sends the INTERRUPT of a request, once; where the socket is full, the next look does.
  private func interrupt(_ unique: UInt64) {
    guard interrupts.begin(unique) else { return }
    if !Interrupts.send(unique, on: channel, lender) { interrupts.postpone(unique) }
  }

  /// Ends the session: the reply to a request that is given up may still come.
  ///
  /// - Returns: What ended it first.
  @discardableResult
  func fail(_ error: TransportError) -> TransportError {
    let first = failure ?? error
    failure = first
    return first
  }
}

extension UnsafeBufferPointer<iovec> {
  /// Moves a message that came where a reply was expected to where it belongs, which may be the same
  /// memory in part.
  fileprivate func move(to parts: UnsafeBufferPointer<iovec>, bytes count: Int) {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      filled = target.baseAddress.map { copy(from: 0, into: $0, bytes: count, of: count) } ?? 0
    }
    var done = 0
    for part in parts where done < bytes.count {
      let length = Swift.min(part.iov_len, bytes.count - done)
      bytes.withUnsafeBytes { source in
        if let target = part.iov_base, let start = source.baseAddress {
          memcpy(target, start + done, length)
        }
      }
      done += length
    }
  }
}
