package import Failures
package import Glibc

/// A connection to a server: carries FUSE messages there, and replies and notifications back.
///
/// The engine plays the kernel's part; an implementation stands for `/dev/fuse` and the server behind
/// it.
package protocol Transport: AnyObject {
  /// Sends a message.
  ///
  /// - Parameter message: The message in parts: header, body, data.
  /// - Throws: ``TransportError`` where nothing can be sent any more.
  func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError)

  /// Sends a message whose reply the caller is about to wait for.
  ///
  /// - Parameters:
  ///   - message: The message in parts: header, body, data. They stay unchanged until the reply has
  ///     arrived or a call here has thrown.
  ///   - reply: Where the reply is to go, in parts: header, payload, room for more than was asked.
  /// - Returns: The parts to receive into: the same, or fewer where the data arrives another way.
  /// - Throws: ``TransportError`` where nothing can be sent any more.
  func send(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UnsafeBufferPointer<iovec>

  /// Waits for the reply to a message, or for a notification that arrives before it.
  ///
  /// - Parameters:
  ///   - reply: Where the reply goes, in parts, as ``send(_:for:)`` returned them.
  ///   - notice: Where a notification goes, in parts: its header, and room for the rest.
  ///   - message: The message that waits for its reply.
  /// - Returns: What arrived.
  /// - Throws: ``TransportError`` where no reply can arrive any more.
  func receive(
    _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
    answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival

  /// Ends the session for all users of the connection, since a message broke the protocol.
  func abandon(_ error: TransportError)
}

extension Transport {
  /// Sends the message; the whole reply arrives in its parts.
  package func send(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
    try send(message)
    return reply
  }

  /// Does nothing: a connection with one user ends with that user.
  package func abandon(_ error: TransportError) {}
}

/// A message that arrived from the server.
package struct Arrival: Hashable, Sendable {
  /// The number of the request that the message answers; 0 for a notification.
  package let unique: UInt64
  /// Bytes of the message, which may be more than there was room for.
  package let bytes: Int

  @inline(__always)
  package init(unique: UInt64, bytes: Int) {
    self.unique = unique
    self.bytes = bytes
  }
}

/// Why no more messages can be exchanged with a server.
package enum TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The server closed its end while a request waited for its reply.
  case serverGone(request: String)
  /// The server did not answer in time.
  case timedOut(request: String, seconds: Int)
  /// A signal came for the caller, and the server did not answer within the grace period.
  case interrupted(request: String)
  /// The system refused to carry the message.
  case system(request: String, ErrorNumber)
  /// The reply is not a valid answer to the request.
  case protocolBroken(request: String, reason: String)

  /// One sentence for the user.
  package var description: String {
    switch self {
    case .serverGone(let request):
      "the server ended while \(request) waited for its reply"
    case .timedOut(let request, let seconds):
      "the server did not answer \(request) within \(seconds) s"
    case .interrupted(let request):
      "the server did not answer \(request) within \(CallerSignal.graceSeconds) s of an interrupt"
    case .system(let request, let error):
      "\(request) could not be exchanged with the server: \(error)"
    case .protocolBroken(let request, let reason):
      "the server's reply to \(request) breaks the FUSE protocol: \(reason)"
    }
  }
}

extension TransportError: UserFacingError {
  package var exitClass: ExitClass { .inputOutput }
}
