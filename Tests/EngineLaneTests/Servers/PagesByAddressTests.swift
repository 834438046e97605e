import EngineLane
import Foundation
import FuseEngine
import FuseSeries
import PeerProtocol
import Presentation
import Rounds
import Testing

/// The bundled server, with payload moved by address beside payload through the socket.
@Suite(.serialized, .timeLimit(.minutes(3))) struct PagesByAddressTests {
  /// The bundled server lies beside the test's own executable.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("patch-replay-fused").path

  /// Does work on a connection to a server of its own.
  static func withConnection<Value: Sendable>(
    byAddress: Bool, shared: Bool = false,
    _ work: @escaping @Sendable (inout Connection) throws -> Value
  ) async throws -> Value {
    let options = (shared ? ["-f"] : ["-f", "-s"]) + (byAddress ? ["-o", "pages_by_address"] : [])
    return try await ServerPlace.command(ServerCommand(program: program, options: options))
      .serve(stop: StopToken()) { descriptor, process in
        let access = byAddress ? try PeerAccess(proposingOn: descriptor, to: process) : nil
        let transport: any Transport =
          shared
          ? SharedSocket.Port(SharedSocket(adopting: descriptor, access: access))
          : SocketTransport(adopting: descriptor, access: access)
        var connection = Connection(transport: transport, design: .beforeScatterGather)
        try connection.initialize()
        let value = try work(&connection)
        // There may be no session left after an error that the work has asked for.
        try? connection.destroy()
        return value
      }
  }

  static let fileBytes = 1 << 22

  /// Calls of every kind, as many as `count`; some fault and some go past the end.
  static func shapes(_ count: Int) -> [CallShape] {
    var state: UInt64 = 7
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let lengths = [0, 1, 100, 512, 4096, 4096, 8192, 20_000, 140_000]
    return (0..<count).map { _ in
      let segments = (0...random(40)).map { _ in
        SegmentShape(
          offset: random(2) == 0 ? 0 : random(4096), length: lengths[random(lengths.count)])
      }
      let isRead = random(2) == 0
      return CallShape(
        direction: isRead ? .read : .write,
        offset: UInt64(random(isRead ? fileBytes + 8192 : fileBytes / 2)), segments: segments,
        fault: random(6) == 0 ? random(segments.count) : nil)
    }
  }

  /// Makes direct calls, calls through the page cache, and calls that the server answers by others.
  static func script(_ connection: inout Connection) throws -> [String] {
    let node = try connection.create("file")
    let file = try connection.open(node)
    let lines = try directCalls(&connection, file, node) + cachedCalls(&connection, file, node)
    try connection.release(file)
    return lines
  }

  static func directCalls(
    _ connection: inout Connection, _ file: borrowing OpenFile, _ node: NodeID
  ) throws -> [String] {
    var lines: [String] = []
    let pattern = Pattern()
    let whole = CallShape(
      direction: .write, offset: 0, segments: [SegmentShape(offset: 0, length: fileBytes)])
    let filled = try connection.trace(whole, of: file, pattern: pattern)
    #expect(filled.result.value == fileBytes)
    for (index, shape) in shapes(120).enumerated() {
      let stage = [0, 9, 11, 5][index % 4]
      connection.adopt(try StagePlan.scatterGatherDirectIO.design(ofStage: stage))
      let trace = try connection.trace(shape, of: file, pattern: pattern)
      #expect(trace.isDataIntact)
      lines.append("\(stage): \(trace)")
    }
    let readOnly = try connection.open(node, readOnly: true)
    let refused = try connection.trace(whole, of: readOnly, pattern: pattern)
    lines.append("\(refused)")
    try connection.release(readOnly)
    return lines
  }

  static func cachedCalls(
    _ connection: inout Connection, _ file: borrowing OpenFile, _ node: NodeID
  ) throws -> [String] {
    var lines: [String] = []
    let pattern = Pattern()
    let inode = Inode(node: node, size: UInt64(fileBytes), capacity: 256)
    connection.register(inode)
    lines.append("\(try connection.readAhead(0..<128, file: file, into: inode))")
    let buffers = try SegmentBuffers([SegmentShape(offset: 9, length: 200_000)])
    let written = try buffers.withVector {
      (vector) throws(TransportError) -> TransferResult in
      pattern.fill(vector, at: 5000)
      return try connection.performWrite(vector, at: 5000, file: file, through: inode)
    }
    lines.append("\(written)")
    var question = ServerIoctl.Retrieval(node: node, offset: 4096, byteCount: 100_000)
    let asked = try withUnsafeMutableBytes(of: &question) { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.retrieve, file: file, memory: memory)
    }
    var retrieved = ServerIoctl.Retrieved()
    _ = try withUnsafeMutableBytes(of: &retrieved) { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.retrieved, file: file, memory: memory)
    }
    lines.append("\(asked) \(retrieved)")
    let large = try SegmentBuffers([SegmentShape(offset: 0, length: 12_000)])
    let inverted = try large.withBytes { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.invert(12_000), file: file, memory: memory)
    }
    lines.append("\(inverted) \(large.withBytes { Set($0) })")
    lines.append("\(try connection.entries().map { String(decoding: $0.name, as: UTF8.self) })")
    var counts = ServerIoctl.RequestCounts()
    _ = try withUnsafeMutableBytes(of: &counts) { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.requestCounts, file: file, memory: memory)
    }
    lines.append("\(counts)")
    return lines
  }

  @Test(arguments: [false, true])
  func `both ways give the same requests, bytes and errors`(isShared: Bool) async throws {
    let whole = try await Self.withConnection(byAddress: false) { try Self.script(&$0) }
    let byAddress = try await Self.withConnection(byAddress: true, shared: isShared) {
      try Self.script(&$0)
    }
    #expect(byAddress.count == whole.count)
    for (one, other) in zip(byAddress, whole) { #expect(one == other) }
  }

  /// What comes of a call on memory that is not there, although the engine was not told.
  static func hiddenFault(
    _ direction: Direction, byAddress: Bool, shared: Bool
  ) async throws -> String {
    try await withConnection(byAddress: byAddress, shared: shared) { connection in
      connection.adopt(try StagePlan.scatterGatherDirectIO.design(ofStage: 11))
      let file = try connection.open(connection.create("file"))
      let pages = try SegmentBuffers([SegmentShape(offset: 0, length: 1 << 16)])
      let written = try pages.withVector {
        try connection.directIO(.write, file: file, vector: $0, at: 0)
      }
      #expect(written == .transferred(1 << 16))
      let hole = mmap(nil, 1 << 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      let base = try #require(hole)
      mprotect(base + (1 << 15), 1 << 15, PROT_NONE)
      defer { munmap(base, 1 << 16) }
      let segments = [Segment(base: base, length: 1 << 16)]
      return segments.withUnsafeBufferPointer { segments in
        do throws(TransportError) {
          return
            "\(try connection.directIO(direction, file: file, vector: IOVector(segments), at: 0))"
        } catch {
          return "\(error)".replacing(/request [0-9]+/, with: "request N")
        }
      }
    }
  }

  @Test(arguments: [Direction.read, .write], [false, true])
  func `memory that is not there is the same error both ways`(
    direction: Direction, isShared: Bool
  ) async throws {
    let whole = try await Self.hiddenFault(direction, byAddress: false, shared: isShared)
    let byAddress = try await Self.hiddenFault(direction, byAddress: true, shared: isShared)
    #expect(byAddress == whole)
    #expect(whole.contains("Bad address"))
  }

  @Test(arguments: ["writev:32x4k", "readv:32x4k@512", "readpages:256"], [false, true])
  func `several threads and a server of several get their own data`(
    workload: String, byAddress: Bool
  ) async throws {
    let experiment = EngineExperiment(
      stages: try [0, 11].map { try StageUnderTest($0, of: .scatterGatherDirectIO) },
      workloads: [try WorkloadRun(Workload(workload), jobs: 4)], end: .rounds(4), seed: 1)
    let measured = try await EngineMeasurement.measure(
      experiment,
      against: .command(
        ServerCommand(program: Self.program, options: ["-f"], movesPagesByAddress: byAddress)),
      as: Caller(user: getuid(), group: getgid(), process: UInt32(getpid())),
      stop: StopToken()
    ) { _ in }
    #expect(measured.failure == nil)
    #expect(measured.rounds == 4)
    #expect(measured.warnings.isEmpty)
  }

  @Test(.disabled(if: getuid() != 0, "a server of another user takes root to start"))
  func `a server that the system keeps out is talked to through the socket`() async throws {
    let experiment = EngineExperiment(
      stages: [try StageUnderTest(11, of: .scatterGatherDirectIO)],
      workloads: try ["writev:32x4k", "readv:32x4k"].map { try WorkloadRun(Workload($0)) },
      end: .rounds(2), seed: 1)
    // Where the build lies, another user may have no business.
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.copyItem(atPath: Self.program, toPath: copy.path)
    defer { try? FileManager.default.removeItem(at: copy) }
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    let measured = try await EngineMeasurement.measure(
      experiment,
      against: .command(
        ServerCommand(
          program: "setpriv", options: nobody + [copy.path, "-f", "-s"],
          movesPagesByAddress: true)),
      as: Caller(user: 65534, group: 65534, process: UInt32(getpid())),
      stop: StopToken()
    ) { _ in }
    #expect(measured.failure == nil)
    #expect(measured.warnings.count == 1)
    #expect(measured.warnings.first?.sentence.contains("not permitted") == true)
  }
}
