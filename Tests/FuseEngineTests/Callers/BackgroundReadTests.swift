import CLinuxFuse
import Foundation
import FuseEngine
import Testing

/// Read-ahead with several requests under way at once, as the kernel's background queue bounds them.
struct BackgroundReadTests {
  /// A thread with a server on the other end of a socket.
  func serve(
    _ initial: fuse_init_out, answered: Int? = nil, isSilent: Bool = false
  ) throws -> (server: HoldingServer, engine: Int32) {
    let pair = try SocketTransport.makePair()
    let server = HoldingServer(
      descriptor: pair.server, initial: initial, answered: answered, isSilent: isSilent)
    Thread.detachNewThread { server.run() }
    return (server, pair.engine)
  }

  /// Reads pages ahead on a connection and compares them with what the server has.
  static func readAhead(
    _ pages: Int, on connection: inout Connection
  ) throws -> (result: TransferResult, isRight: Bool) {
    let inode = Inode(node: .root, size: 1 << 30, capacity: pages)
    let file = try connection.open(.root)
    let result = try connection.readAhead(0..<UInt64(pages), file: file, into: inode)
    var bytes = [UInt8](repeating: 255, count: pages * 4096)
    let copied = bytes.withUnsafeMutableBytes { inode.copy(at: 0, into: $0) }
    try connection.release(file)
    return (
      result, copied == bytes.count && bytes == HoldingServer.pages(from: 0, count: pages)
    )
  }

  // Requests of 32 pages; the default of the kernel is 12 at once.
  @Test(arguments: [(UInt16(0), 10, 10), (0, 20, 12), (3, 10, 3), (1, 4, 1)])
  func `reads are under way together up to max_background`(
    depth: UInt16, requests: Int, together: Int
  ) throws {
    let (server, engine) = try serve(HoldingServer.initial(background: depth))
    var connection = Connection(
      transport: SocketTransport(adopting: engine), design: .beforeScatterGather)
    try connection.initialize()
    let read = try Self.readAhead(requests * 32, on: &connection)
    #expect(read.result == .transferred(requests * 32 * 4096))
    #expect(read.isRight)
    #expect(server.mostHeld == together)
  }

  @Test func `jobs share the queue`() throws {
    let (server, engine) = try serve(HoldingServer.initial(background: 3))
    let socket = SharedSocket(adopting: engine, timeoutSeconds: 20)
    var first = Connection(
      transport: SharedSocket.Port(socket), design: .beforeScatterGather)
    try first.initialize()
    let session = first.session
    let right = Found<Bool>()
    let done = DispatchGroup()
    for job in 1...4 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        var connection = Connection(
          transport: SharedSocket.Port(socket), session: session, job: job)
        let read = try? Self.readAhead(256, on: &connection)
        right.append(read?.isRight == true && read?.result == .transferred(256 * 4096))
      }
    }
    done.wait()
    #expect(right.all == [true, true, true, true])
    #expect(server.mostHeld == 3)
  }

  @Test func `a window is no larger than max_readahead`() throws {
    let (server, engine) = try serve(HoldingServer.initial(readAheadPages: 8))
    var connection = Connection(
      transport: SocketTransport(adopting: engine), design: .beforeScatterGather)
    try connection.initialize()
    connection.keepRecord(true)
    let read = try Self.readAhead(20, on: &connection)
    #expect(read.isRight)
    #expect(connection.record?.map(\.pages) == [8, 8, 4])
    #expect(server.mostHeld == 3)
  }

  @Test func `a request has no more pages than max_pages`() throws {
    let (_, engine) = try serve(HoldingServer.initial(pages: 5))
    for stage in [0, 3, 11] {
      var connection = Connection(
        transport: SocketTransport(adopting: dup(engine)), design: try Bench.design(stage))
      try connection.initialize()
      connection.keepRecord(true)
      let read = try Self.readAhead(12, on: &connection)
      #expect(read.isRight)
      #expect(connection.record?.map(\.pages) == [5, 5, 2], "stage \(stage)")
      let memory = try SegmentBuffers(
        Array(repeating: SegmentShape(offset: 0, length: 4096), count: 12))
      let file = try connection.open(.root)
      connection.keepRecord(true)
      let result = try memory.withVector {
        try connection.directIO(.read, file: file, vector: $0, at: 0)
      }
      #expect(result == .transferred(12 * 4096))
      #expect(
        connection.record?.map(\.pages)
          == (stage == 11 ? [5, 5, 2] : Array(repeating: 1, count: 12)))
      try connection.release(file)
    }
    close(engine)
  }

  @Test func `a server that ends leaves nothing under way`() throws {
    let (_, engine) = try serve(HoldingServer.initial(), answered: 4)
    var connection = Connection(
      transport: SocketTransport(adopting: engine), design: .beforeScatterGather)
    try connection.initialize()
    let file = try connection.open(.root)
    let inode = Inode(node: .root, size: 1 << 30, capacity: 320)
    let error = #expect(throws: TransportError.self) {
      try connection.readAhead(0..<320, file: file, into: inode)
    }
    guard case .serverGone(let request) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(request.hasPrefix("READ"))
    // The places in the queue are free again: the session's next connection reads as far as before.
    let (_, again) = try serve(HoldingServer.initial())
    var next = Connection(
      transport: SocketTransport(adopting: again), session: connection.session, job: 1)
    #expect(try Self.readAhead(640, on: &next).isRight)
  }

  @Test func `reads that a silent server keeps are told and interrupted`() throws {
    let (server, engine) = try serve(HoldingServer.initial(), answered: 2, isSilent: true)
    var connection = Connection(
      transport: SocketTransport(adopting: engine, timeoutSeconds: 1),
      design: .beforeScatterGather)
    try connection.initialize()
    let file = try connection.open(.root)
    let inode = Inode(node: .root, size: 1 << 30, capacity: 160)
    let error = #expect(throws: TransportError.self) {
      try connection.readAhead(0..<160, file: file, into: inode)
    }
    #expect(error?.description.hasPrefix("the server did not answer READ (request") == true)
    while server.interrupts < 3 { usleep(1000) }
  }
}
