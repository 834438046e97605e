internal import CLinuxFuse
package import Glibc
internal import PeerProtocol

/// Waiting for a reply: messages that arrive before it, and what ends the wait.
extension SocketTransport {
  /// Waits for the reply or for a notification.
  package func receive(
    _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
    answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    do throws(TransportError) {
      while true {
        try checkDeadline(message, .receive)
        let next =
          if let leaseWriter, let lease = leased?.lease {
            try receiveLeased(lease, leaseWriter, reply, notice, message)
          } else {
            try receiveInline(leased?.parts ?? reply, notice, message)
          }
        guard let next else { continue }
        if next.unique != 0 {
          isAwaited = false
          leased = nil
          interrupts.end(next.unique)
        }
        return next
      }
    } catch {
      revokeAll()
      throw error
    }
  }

  /// Receives one message while the server may write the reply's data to leased pages.
  ///
  /// - Returns: What arrived; nil where it was the answer to an INTERRUPT, or where the server could
  ///   not reach the pages and the request was sent again.
  private func receiveLeased(
    _ lease: RequestLease, _ leaseWriter: LeaseWriter, _ landing: UnsafeBufferPointer<iovec>,
    _ notice: UnsafeBufferPointer<iovec>, _ message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival? {
    let received = try receiveWhole(landing, answering: message)
    guard received >= MemoryLayout<fuse_out_header>.size,
      let header = landing.first?.iov_base?.load(as: fuse_out_header.self)
    else { return Arrival(unique: lease.pages.unique, bytes: received) }
    if Interrupts.isAnswered(by: header) {
      try takeAnswer(header, received: received, during: message)
      return nil
    }
    guard header.unique == lease.pages.unique else {
      if header.unique == 0 { landing.move(to: notice, bytes: received) }
      return Arrival(unique: header.unique, bytes: received)
    }
    switch leaseWriter.settle(lease, received: received, landing) {
    case .received(let bytes): return Arrival(unique: lease.pages.unique, bytes: bytes)
    case .unreachable:
      leased?.lease = nil
      try sendWhole(message)
      return nil
    }
  }

  /// Receives one message where the reply's data arrives through the socket.
  ///
  /// Where other messages may arrive, the header is read first, so that only the reply is written to
  /// the caller's pages.
  ///
  /// - Returns: What arrived; nil where it was the answer to an INTERRUPT.
  private func receiveInline(
    _ reply: UnsafeBufferPointer<iovec>, _ notice: UnsafeBufferPointer<iovec>,
    _ message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival? {
    guard mayBeOther || leased != nil else {
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

  /// Whether a message other than the reply may arrive.
  ///
  /// A server that reaches the engine's pages is the bundled one. It sends a notification only for an
  /// ioctl, which carries no caller's data, and an answer to INTERRUPT only after one; otherwise, no
  /// system call is needed to read the header first.
  private var mayBeOther: Bool { leaseWriter == nil || interrupts.areOut }

  /// Removes the answer to an INTERRUPT, whose header was read, from the socket.
  func dropAnswer(
    _ next: fuse_out_header, during message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    var header = fuse_out_header()
    let received = try moving(message, .receive) {
      withUnsafeMutableBytes(of: &header) { channel.receive($0) }
    }
    // On a stream, the header says how many bytes follow; any at all end the session.
    try takeAnswer(next, received: isStream ? Int(next.len) : received, during: message)
  }

  /// Handles the answer to an INTERRUPT, and sends the INTERRUPT again where it asks for that.
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

  /// Checks the deadline and the caller's signal, on each wake-up of a wait.
  ///
  /// - Throws: ``TransportError`` where the deadline has passed; the session is over then.
  func checkDeadline(
    _ message: UnsafeBufferPointer<iovec>, _ direction: MessageDirection
  ) throws(TransportError) {
    if let error = deadline.error(Opcode.name(of: message)) {
      // No INTERRUPT can follow a message that a stream has accepted in part.
      if direction == .receive {
        if let unique = message.header?.unique { interrupt(unique) }
        for unique in submitted.keys.sorted() { interrupt(unique) }
      }
      throw fail(error)
    }
    // As in the kernel, no caller waits for a single READ in the background.
    guard direction == .receive, deadline.isSignalled, isAwaited, let header = message.header,
      Interrupts.reaches(header)
    else { return }
    interrupt(header.unique)
  }

  /// Sends the INTERRUPT of a request, once; where the socket is full, the next check tries again.
  private func interrupt(_ unique: UInt64) {
    guard interrupts.begin(unique) else { return }
    if !Interrupts.send(unique, on: channel, leaseWriter) { interrupts.postpone(unique) }
  }

  /// Ends the session: the reply to a request that was given up may still arrive.
  ///
  /// - Returns: The first error that ended it.
  @discardableResult
  func fail(_ error: TransportError) -> TransportError {
    let first = failure ?? error
    failure = first
    return first
  }
}

extension UnsafeBufferPointer<iovec> {
  /// Copies a message that arrived in place of a reply to other parts, which may overlap these.
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
