internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Sends a message and waits for its reply; notifications that arrive before it are handled.
  ///
  /// - Parameters:
  ///   - message: The message in parts.
  ///   - reply: Where the reply goes, header first.
  ///   - request: The request that holds the headers of the message and of the reply.
  /// - Returns: What the reply's header says.
  /// - Throws: ``TransportError`` where the server is gone, does not answer, or breaks the protocol.
  @inline(__always)
  mutating func exchange(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>,
    in request: borrowing Request
  ) throws(TransportError) -> ReplyOutcome {
    let landing = try transport.send(message, for: reply)
    let fields = request.fields
    while true {
      let arrival = try transport.receive(
        landing, notice: UnsafeBufferPointer(parts.notice), answering: message)
      guard arrival.unique != 0 else {
        try receiveNotice(bytes: arrival.bytes, during: message)
        continue
      }
      do throws(TransportError) {
        return try fields.pointee.reply.outcome(
          received: arrival.bytes, to: fields.pointee.header.unique, message: message)
      } catch {
        transport.abandon(error)
        throw error
      }
    }
  }

  /// Handles a notification that was received into its parts.
  ///
  /// - Parameters:
  ///   - count: Bytes of the notification.
  ///   - message: The request that waits meanwhile, for errors.
  /// - Throws: ``TransportError`` where it breaks the protocol; the session is over then.
  mutating func receiveNotice(
    bytes count: Int, during message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    do throws(TransportError) {
      guard parts.noticeHeader.pointee.error > 0 else {
        throw .protocolBroken(
          request: Opcode.name(of: message), reason: "a reply that answers no request")
      }
      try receiveNotification(
        parts.noticeHeader.pointee, UnsafeBufferPointer(parts.notice), bytes: count,
        during: message)
    } catch {
      transport.abandon(error)
      throw error
    }
  }
}
