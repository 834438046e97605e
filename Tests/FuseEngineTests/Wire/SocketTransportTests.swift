import CLinuxFuse
import Foundation
import FuseEngine
import Testing

/// A server on the other end of a socket that does not answer, ends, or answers in pieces.
struct SocketTransportTests {
  @Test func `a server that hangs is told with the request, which is interrupted`() throws {
    let pair = try SocketTransport.makePair()
    defer { close(pair.server) }
    var connection = Connection(
      transport: SocketTransport(adopting: pair.engine, timeoutSeconds: 1),
      design: .beforeScatterGather)
    let error = #expect(throws: ConnectionError.self) { try connection.initialize() }
    #expect(
      error?.description == "the server did not answer INIT (request 2) within 1 s")
    var message = [UInt8](repeating: 0, count: 4096)
    let first = recv(pair.server, &message, message.count, 0)
    #expect(first == 40 + MemoryLayout<fuse_init_in>.size)
    #expect(recv(pair.server, &message, message.count, 0) == 48)
    let header = message.withUnsafeBytes { $0.loadUnaligned(as: fuse_in_header.self) }
    #expect(header.opcode == FUSE_INTERRUPT.rawValue)
    #expect(message[40] == 2)
  }

  @Test func `a server that ends is told with the request`() throws {
    let pair = try SocketTransport.makePair()
    var connection = Connection(
      transport: SocketTransport(adopting: pair.engine), design: .beforeScatterGather)
    close(pair.server)
    #expect(throws: ConnectionError.transport(.serverGone(request: "INIT (request 2)"))) {
      try connection.initialize()
    }
  }

  @Test func `on a stream a reply may come in pieces and two may come at once`() throws {
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    func reply<Value>(_ unique: UInt64, _ value: Value) -> [UInt8] {
      let body = ScriptedTransport.bytes(of: value)
      let header = fuse_out_header(len: UInt32(16 + body.count), error: 0, unique: unique)
      return ScriptedTransport.bytes(of: header) + body
    }
    var initialized = fuse_init_out()
    initialized.major = 7
    initialized.minor = 31
    var attributes = fuse_attr_out()
    attributes.attr.size = 12_345
    let stream = reply(2, initialized) + reply(4, attributes)
    let pieces = [stream[..<5], stream[5..<40], stream[40..<100], stream[100...]].map { Array($0) }
    let server = ends[1]
    Thread.detachNewThread {
      for piece in pieces {
        _ = write(server, piece, piece.count)
        usleep(20_000)
      }
      close(server)
    }
    var connection = Connection(
      transport: SocketTransport(adopting: ends[0]), design: .beforeScatterGather)
    try connection.initialize()
    #expect(try connection.size(of: .root) == 12_345)
  }

  @Test func `a reply longer than any is refused`() throws {
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    defer { close(ends[1]) }
    let header = ScriptedTransport.bytes(
      of: fuse_out_header(len: UInt32.max, error: 0, unique: 2))
    #expect(write(ends[1], header, header.count) == header.count)
    var connection = Connection(
      transport: SocketTransport(adopting: ends[0]), design: .beforeScatterGather)
    let error = #expect(throws: ConnectionError.self) { try connection.initialize() }
    #expect(error?.description.contains("4294967295 bytes") == true)
  }
}
