package import Failures
package import Glibc

/// The way to a server: carries FUSE messages there, and replies and notifications back.
///
/// The engine plays the kernel's side; what implements this stands for `/dev/fuse` and the server
/// behind it.
package protocol Transport: AnyObject {
  /// Sends a message.
  ///
  /// - Parameter message: The message in parts: header, body, data.
  /// - Throws: ``TransportError`` where nothing can be sent any more.
  func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError)

  /// Sends a message whose reply the caller is about to wait for.
  ///
  /// - Parameters:
  ///   - message: The message in parts: header, body, data. They stay as they are until the reply
  ///     came or a call here threw.
  ///   - reply: Where its reply is to go, in parts: header, payload, room for more than was asked.
  /// - Returns: What to receive into: the same, or less of it where the data comes another way.
  /// - Throws: ``TransportError`` where nothing can be sent any more.
  func send(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UnsafeBufferPointer<iovec>

  /// Waits for the reply to a message, or for a notification that comes before it.
  ///
  /// - Parameters:
  ///   - reply: Where it goes, in parts, as ``send(_:for:)`` returned them.
  ///   - notice: Where a notification goes, in parts: its header, and room for the rest.
  ///   - message: The message that waits for its reply.
  /// - Returns: What arrived.
  /// - Throws: ``TransportError`` where no reply can come any more.
  func receive(
    _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
    answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival

  /// Ends the session for everybody who shares the way, since a message broke the protocol.
  func abandon(_ error: TransportError)
}

extension Transport {
  /// All of a reply comes the same way.
  package func send(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
    try send(message)
    return reply
  }

  /// A way that nobody shares ends with its user.
  package func abandon(_ error: TransportError) {}
}

/// A message of the server's that arrived.
package struct Arrival: Hashable, Sendable {
  /// The number of the request that it answers; 0 for a notification.
  package let unique: UInt64
  /// Its bytes, which may be more than there was room for.
  package let bytes: Int

  /// Creates the value from its parts.
  @inline(__always)
  package init(unique: UInt64, bytes: Int) {
    self.unique = unique
    self.bytes = bytes
  }
}

/// Why a server can no longer be talked to.
package enum TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The server closed its end while a request waited for its reply.
  case serverGone(request: String)
  /// The server did not answer in time.
  case timedOut(request: String, seconds: Int)
  /// A signal came for the caller, and the server kept it waiting for longer than it may then.
  case interrupted(request: String)
  /// The system refused to carry the message.
  case system(request: String, ErrorNumber)
  /// The reply is no answer to the request.
  case protocolBroken(request: String, reason: String)

  /// One sentence for a person.
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
