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
  /// - Throws: ``TransportError`` where the server is gone or silent, or breaks the protocol.
  @inline(__always)
  mutating func exchange(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>,
    in request: borrowing Request
  ) throws(TransportError) -> ReplyOutcome {
    let landing = try transport.send(message, for: reply)
    let fields = request.fields
    while true {
      let received = try transport.receive(landing, answering: message)
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
}
