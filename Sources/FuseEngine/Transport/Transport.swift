public import Glibc

/// The way to a server: carries one FUSE message there and its answer back.
///
/// The engine plays the kernel's side; what implements this stands for `/dev/fuse` and the server
/// behind it.
public protocol Transport: AnyObject {
  /// Sends a message and waits for the reply to it.
  ///
  /// - Parameters:
  ///   - request: The message in parts: header, body, data.
  ///   - reply: Where the reply goes, in parts: header, then its payload.
  /// - Returns: Bytes in the reply, which may be more than the parts hold.
  /// - Throws: ``TransportError`` where no reply can come any more.
  func exchange(
    request: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int
}

/// Why a server can no longer be talked to.
public enum TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The server closed its end while a request waited for its reply.
  case serverGone(request: String)
  /// The server did not answer in time.
  case timedOut(request: String, seconds: Int)
  /// The system refused to carry the message.
  case system(request: String, ErrorNumber)
  /// The reply is no answer to the request.
  case protocolBroken(request: String, reason: String)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .serverGone(let request):
      "the server ended while \(request) waited for its reply"
    case .timedOut(let request, let seconds):
      "the server did not answer \(request) within \(seconds) s"
    case .system(let request, let error):
      "\(request) could not be exchanged with the server: \(error)"
    case .protocolBroken(let request, let reason):
      "the server's reply to \(request) breaks the FUSE protocol: \(reason)"
    }
  }
}
