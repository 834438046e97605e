import CLinuxFuse
import Glibc

/// The kernel's side of a FUSE session, over a socket pair to a server that was started for it.
final class FuseClient {
  /// An error reply.
  struct Refusal: Error, Equatable {
    let code: Int32
  }

  /// What the socket did instead of carrying a reply.
  enum Broken: Error {
    case sendFailed(Int32)
    case receiveFailed(Int32)
    case wrongLength(stated: Int, received: Int)
    case wrongUnique
    case truncatedBody
  }

  let server: ChildProcess
  private(set) var socket: Int32
  private var lastUnique: UInt64 = 0

  /// Starts a server with these options, one end of the socket being its standard input.
  init(_ options: String...) throws {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Broken.sendFailed(errno) }
    defer { close(ends[1]) }
    socket = ends[0]
    var bufferSize: Int32 = 1 << 21
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bufferSize, socklen_t(MemoryLayout<Int32>.size))
    // A server that answers nothing must fail the test and not stop it.
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    server = try ChildProcess(
      [ChildProcess.server, "-f"] + options + ["/dev/fd/0"], standardInput: ends[1])
  }

  deinit {
    disconnect()
  }

  /// Closes the socket, as an unmount does.
  func disconnect() {
    guard socket >= 0 else { return }
    close(socket)
    socket = -1
  }

  /// Sends a request that gets no reply.
  func send(_ opcode: fuse_opcode, node: UInt64, _ body: [UInt8]) throws {
    lastUnique += 2
    var header = fuse_in_header()
    header.len = UInt32(MemoryLayout<fuse_in_header>.size + body.count)
    header.opcode = opcode.rawValue
    header.unique = lastUnique
    header.nodeid = node
    let message = bytes(of: header) + body
    guard Glibc.send(socket, message, message.count, Int32(MSG_NOSIGNAL)) == message.count
    else { throw Broken.sendFailed(errno) }
  }

  /// Sends a request and returns the body of its reply.
  func request(_ opcode: fuse_opcode, node: UInt64, _ body: [UInt8]) throws -> [UInt8] {
    try send(opcode, node: node, body)
    var message = [UInt8](repeating: 0, count: 1 << 21)
    let count = recv(socket, &message, message.count, 0)
    guard count > 0 else { throw Broken.receiveFailed(count == 0 ? 0 : errno) }
    let reply = message[..<count]
    let header = try value(fuse_out_header.self, in: reply)
    guard Int(header.len) == count else {
      throw Broken.wrongLength(stated: Int(header.len), received: count)
    }
    guard header.unique == lastUnique else { throw Broken.wrongUnique }
    guard header.error == 0 else { throw Refusal(code: -header.error) }
    return Array(reply.dropFirst(MemoryLayout<fuse_out_header>.size))
  }
}

/// The bytes of a structure of the protocol, in the order of this machine.
func bytes<Structure: BitwiseCopyable>(of structure: Structure) -> [UInt8] {
  withUnsafeBytes(of: structure) { Array($0) }
}

/// The structure that a message begins with.
func value<Structure: BitwiseCopyable>(
  _ type: Structure.Type, in message: some Collection<UInt8>
) throws -> Structure {
  let head = Array(message.prefix(MemoryLayout<Structure>.size))
  guard head.count == MemoryLayout<Structure>.size else { throw FuseClient.Broken.truncatedBody }
  return head.withUnsafeBytes { $0.loadUnaligned(as: Structure.self) }
}
