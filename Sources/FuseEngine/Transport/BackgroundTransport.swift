internal import CLinuxFuse
package import Glibc

/// A way to a server on which a caller can have several requests under way, whose replies come in
/// any order.
package protocol BackgroundTransport: Transport {
  /// Sends a message and returns before its reply comes.
  ///
  /// - Parameters:
  ///   - message: The message in parts, header first; the header's memory must stay where it is.
  ///   - reply: Where the reply goes, in parts; valid until it came or a call here threw.
  /// - Throws: ``TransportError`` where nothing can be sent any more. Nothing that was submitted is
  ///   written to after that.
  func submit(
    _ message: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError)

  /// Waits for the reply to any of the messages submitted, or for a notification.
  ///
  /// - Parameter notice: Where a notification goes, in parts.
  /// - Returns: What arrived.
  /// - Throws: ``TransportError`` as ``submit(_:reply:)``.
  func receiveSubmitted(
    notice: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival
}

/// A request that waits for its reply: its message, and where the reply goes.
///
/// Sent to the thread that leads a ``SharedSocket``, which writes there while the thread that owns
/// the memory waits; the lock orders both.
struct ReplyPlace: @unchecked Sendable {
  let message: UnsafeBufferPointer<iovec>
  let parts: UnsafeBufferPointer<iovec>
  /// What the request lends to the server; nil where its reply comes whole.
  var lease: Lease?

  /// Lends the parts that are to be received into.
  func withLanding<Result>(
    _ body: (UnsafeBufferPointer<iovec>) throws(TransportError) -> Result
  ) throws(TransportError) -> Result {
    guard let lease, lease.replyBytes > 0, let first = parts.first, let last = parts.last else {
      return try body(parts)
    }
    return try withUnsafePointer(to: (first, last)) { ends throws(TransportError) in
      try ends.withMemoryRebound(to: iovec.self, capacity: 2) { ends throws(TransportError) in
        try body(UnsafeBufferPointer(start: ends, count: 2))
      }
    }
  }
}

extension UnsafeBufferPointer<iovec> {
  /// The header that a message of the engine's begins with.
  var header: fuse_in_header? { first?.iov_base?.load(as: fuse_in_header.self) }
}
