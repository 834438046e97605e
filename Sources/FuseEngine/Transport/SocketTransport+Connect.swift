internal import Glibc
internal import PeerProtocol

extension SocketTransport {
  /// Connects to a server that listens on a Unix socket.
  ///
  /// - Parameter path: The socket's name in the file system.
  /// - Returns: A descriptor that the caller owns, and the server's process number, 0 where it is
  ///   unknown.
  /// - Throws: The system's error.
  package static func connect(
    to path: String
  ) throws(ErrorNumber) -> (descriptor: Int32, process: Int32) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.utf8CString)
    guard name.count <= MemoryLayout.size(ofValue: address.sun_path) else {
      throw ErrorNumber(rawValue: ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { target in
      name.withUnsafeBytes { target.copyMemory(from: $0) }
    }
    do throws(ErrorNumber) {
      return try connect(to: address, SOCK_STREAM)
    } catch ErrorNumber(rawValue: EPROTOTYPE) {
      return try connect(to: address, SOCK_SEQPACKET)
    }
  }

  private static func connect(
    to address: sockaddr_un, _ type: __socket_type
  ) throws(ErrorNumber) -> (descriptor: Int32, process: Int32) {
    let descriptor = socket(
      AF_UNIX, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw ErrorNumber.current }
    // The timeout of connect(2), for a server that accepts no connections.
    var timeout = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    let status = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      let error = ErrorNumber.current
      close(descriptor)
      throw error
    }
    return (descriptor, SocketPeer.process(of: descriptor) ?? 0)
  }
}
