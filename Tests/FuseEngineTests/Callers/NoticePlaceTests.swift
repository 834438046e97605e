import CLinuxFuse
import Foundation
import FuseEngine
import Testing

/// Notifications that come while a caller waits for its data: none of their bytes may get into it.
struct NoticePlaceTests {
  /// A server that sends 4,000 bytes to store before it answers a READ with 100 bytes, or an error.
  private static func serve(_ descriptor: Int32, error: Int32) {
    func reply(_ unique: UInt64, _ error: Int32, _ body: [UInt8]) {
      let bytes =
        ScriptedTransport.bytes(
          of: fuse_out_header(len: UInt32(16 + body.count), error: error, unique: unique)) + body
      _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
    var message = [UInt8](repeating: 0, count: 1 << 16)
    while recv(descriptor, &message, message.count, 0) > 0 {
      let header = message.withUnsafeBytes { $0.loadUnaligned(as: fuse_in_header.self) }
      switch header.opcode {
      case FUSE_INIT.rawValue:
        reply(header.unique, 0, ScriptedTransport.bytes(of: HoldingServer.initial()))
      case FUSE_OPEN.rawValue:
        reply(header.unique, 0, ScriptedTransport.bytes(of: fuse_open_out()))
      case FUSE_READ.rawValue:
        var store = fuse_notify_store_out()
        store.nodeid = 77
        store.size = 4000
        reply(
          0, Int32(FUSE_NOTIFY_STORE.rawValue),
          ScriptedTransport.bytes(of: store) + [UInt8](repeating: 7, count: 4000))
        reply(header.unique, -error, [UInt8](repeating: 1, count: error == 0 ? 100 : 0))
      default: reply(header.unique, 0, [])
      }
    }
    close(descriptor)
  }

  @Test(arguments: InterruptTests.Way.allCases, [0, EIO])
  func `a notification before a short reply leaves the caller's memory alone`(
    way: InterruptTests.Way, error: Int32
  ) throws {
    let pair = try way.makePair()
    let server = pair.server
    Thread.detachNewThread { Self.serve(server, error: error) }
    let transport: any Transport =
      way == .shared
      ? SharedSocket.Port(SharedSocket(adopting: pair.engine))
      : SocketTransport(adopting: pair.engine)
    var connection = Connection(transport: transport, design: try Bench.design(11))
    try connection.initialize()
    let file = try connection.open(NodeID(rawValue: 2))
    let buffers = try SegmentBuffers([SegmentShape(offset: 0, length: 1 << 16)])
    buffers.clear()
    let result = try buffers.withVector { vector in
      try connection.directIO(.read, file: file, vector: vector, at: 0)
    }
    #expect(
      result == (error == 0 ? .transferred(100) : .failed(ErrorNumber(rawValue: error))))
    let bytes = buffers.withBytes { Array($0) }
    #expect(bytes.prefix(error == 0 ? 100 : 0).allSatisfy { $0 == 1 })
    #expect(bytes.dropFirst(error == 0 ? 100 : 0).allSatisfy { $0 == 0 })
    try connection.release(file)
  }
}
