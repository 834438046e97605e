internal import CLinuxFuse
public import Glibc

/// One end of a local socket behind which a FUSE server reads and writes messages.
///
/// A libfuse server takes the other end as `/dev/fd/N` in place of a mountpoint. SOCK_SEQPACKET
/// keeps message boundaries as `/dev/fuse` does: one message a read.
public final class SocketTransport: Transport {
  private let descriptor: Int32
  private let timeoutSeconds: Int

  /// Bytes that the largest message may have: a full request, its headers and one page to spare.
  private static let messageBytes =
    (Limits.pagesPerRequest + 2) * Limits.pageSize

  /// Takes over one end of a socket pair; it is closed with the transport.
  ///
  /// - Parameters:
  ///   - descriptor: A connected SOCK_SEQPACKET socket.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  public init(adopting descriptor: Int32, timeoutSeconds: Int = 30) {
    self.descriptor = descriptor
    self.timeoutSeconds = timeoutSeconds
    var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Makes a connected pair: the engine's end and the end that a server inherits.
  ///
  /// Both ends can send messages of a full request.
  ///
  /// - Returns: Two descriptors that the caller owns; both close on exec.
  /// - Throws: The system's error.
  public static func makePair() throws(ErrorNumber) -> (engine: Int32, server: Int32) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw ErrorNumber.current }
    for end in ends {
      var bytes = Int32(2 * messageBytes)
      setsockopt(end, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }
    return (ends[0], ends[1])
  }

  /// Sends a message whole.
  public func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    var header = msghdr()
    header.msg_iov = UnsafeMutablePointer(mutating: message.baseAddress)
    header.msg_iovlen = message.count
    try retrying(message) { sendmsg(descriptor, &header, Int32(MSG_NOSIGNAL)) }
  }

  /// Waits for the next message of the server.
  public func receive(
    _ reply: UnsafeBufferPointer<iovec>, answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    var header = msghdr()
    header.msg_iov = UnsafeMutablePointer(mutating: reply.baseAddress)
    header.msg_iovlen = reply.count
    let received = try retrying(message) { recvmsg(descriptor, &header, Int32(MSG_TRUNC)) }
    guard received > 0 else { throw .serverGone(request: Opcode.name(of: message)) }
    return received
  }

  @discardableResult
  @inline(__always)
  private func retrying(
    _ request: UnsafeBufferPointer<iovec>, _ call: () -> Int
  ) throws(TransportError) -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      switch errno {
      case EINTR: continue
      case EPIPE, ECONNRESET, ENOTCONN: throw .serverGone(request: Opcode.name(of: request))
      case EAGAIN:
        throw .timedOut(request: Opcode.name(of: request), seconds: timeoutSeconds)
      default: throw .system(request: Opcode.name(of: request), ErrorNumber.current)
      }
    }
  }
}
