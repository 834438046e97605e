internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Sends a message and waits for its reply; notifications that come before it are handled.
  ///
  /// - Parameters:
  ///   - message: The message in parts.
  ///   - reply: Where the reply goes, header first.
  ///   - request: The request whose header is the message's and the reply's.
  /// - Returns: What the reply's header says.
  /// - Throws: ``TransportError`` where the server is gone or silent, or breaks the protocol. A
  ///   request that was given up is interrupted first, so that the server may let go of it.
  @inline(__always)
  mutating func exchange(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>,
    in request: borrowing Request
  ) throws(TransportError) -> ReplyOutcome {
    let landing = try transport.send(message, for: reply)
    let fields = request.fields
    while true {
      let received: Int
      do throws(TransportError) {
        received = try transport.receive(landing, answering: message)
      } catch {
        if case .timedOut = error { interrupt(fields.pointee.header) }
        throw error
      }
      if received >= MemoryLayout<fuse_out_header>.size, fields.pointee.reply.unique == 0,
        fields.pointee.reply.error > 0
      {
        do throws(TransportError) {
          try receiveNotification(
            fields.pointee.reply, landing, bytes: received, during: message)
        } catch {
          transport.abandon(error)
          throw error
        }
        continue
      }
      do throws(TransportError) {
        return try fields.pointee.reply.outcome(
          received: received, to: fields.pointee.header.unique, message: message)
      } catch {
        transport.abandon(error)
        throw error
      }
    }
  }

  /// Tells the server that nobody waits for a request any more: INTERRUPT, which gets no reply.
  mutating func interrupt(_ interrupted: fuse_in_header) {
    var header = makeHeader(
      .interrupt, node: NodeID(rawValue: 0),
      bytes: MemoryLayout<fuse_in_header>.size + MemoryLayout<fuse_interrupt_in>.size)
    var body = fuse_interrupt_in(unique: interrupted.unique)
    withUnsafeMutablePointer(to: &header) { header in
      withUnsafeMutablePointer(to: &body) { body in
        parts.notifyReply[0] = iovec(header)
        parts.notifyReply[1] = iovec(body)
        try? transport.send(UnsafeBufferPointer(start: parts.notifyReply, count: 2))
      }
    }
  }
}
