internal import CLinuxFuse
package import Glibc

/// A transport on which a caller can have several requests under way, whose replies arrive in any
/// order.
package protocol BackgroundTransport: Transport {
  /// Sends a message and returns before its reply arrives.
  ///
  /// - Parameters:
  ///   - message: The message in parts, header first; the memory of the header stays valid until the
  ///     reply has arrived.
  ///   - reply: Where the reply goes, in parts; valid until it has arrived or a call here has thrown.
  /// - Throws: ``TransportError`` where nothing can be sent any more. After that, nothing is written to
  ///   the replies of submitted messages.
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
/// Sendable because the leader of a ``SharedSocket`` writes to the memory only while the thread that
/// owns it waits; the mutex orders both.
struct PendingReply: @unchecked Sendable {
  let message: UnsafeBufferPointer<iovec>
  let parts: UnsafeBufferPointer<iovec>
  /// The pages that the request leases to the server; nil where it leases none.
  var lease: RequestLease?

  /// Calls a function with the parts to receive into: all of them, or header and tail where the data
  /// goes to leased pages.
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
  /// The header of a message from the engine.
  var header: fuse_in_header? { first?.iov_base?.load(as: fuse_in_header.self) }
}
