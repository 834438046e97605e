import EngineLane
import Foundation
import FuseEngine
import FuseSeries
import Rounds
import TestSupport
import Testing

extension LibfuseExample {
  /// The server on one end of a socket pair.
  func place(_ options: String = "-f") -> ServerPlace {
    .command(ServerCommand("'\(program)' \(options) {}"))
  }
}

/// The engine as the kernel of servers that others wrote.
@Suite(
  .serialized,
  .disabled(
    if: LibfuseExample.isMissing,
    "libfuse's examples are not installed: \(LibfuseExample.sources) of libfuse3-dev"))
struct LibfuseExamplesTests {
  static func design() throws -> EngineDesign {
    try StagePlan.scatterGatherDirectIO.design(ofStage: 11)
  }

  /// Reads a file in two segments, at several stages.
  static func read(_ path: String, from place: ServerPlace) async throws -> [String] {
    let designs = try [0, 9, 10, 11].map {
      try StagePlan.scatterGatherDirectIO.design(ofStage: $0)
    }
    return try await place.serve(stop: StopToken()) { descriptor, _ in
      var connection = Connection(
        transport: SocketTransport(adopting: descriptor), design: designs[0])
      try connection.initialize()
      var texts: [String] = []
      for design in designs {
        connection.adopt(design)
        let file = try connection.open(connection.lookUp(path: path).node, readOnly: true)
        let buffers = try SegmentBuffers([
          SegmentShape(offset: 5, length: 64), SegmentShape(offset: 4000, length: 200),
        ])
        let result = try buffers.withVector {
          try connection.directIO(.read, file: file, vector: $0, at: 0)
        }
        texts.append(
          buffers.withBytes { String(decoding: $0.prefix(max(0, result.value)), as: UTF8.self) })
        try connection.release(file)
      }
      let names = try connection.entries().map { String(decoding: $0.name, as: UTF8.self) }
      #expect(names.contains(path))
      try connection.destroy()
      return texts
    }
  }

  @Test(arguments: ["hello", "hello_ll"])
  func `the greeting is read at every stage`(name: String) async throws {
    let example = try LibfuseExample(name)
    let texts = try await Self.read("hello", from: example.place())
    #expect(texts == Array(repeating: "Hello World!\n", count: 4))
  }

  @Test func `a server that listens on a socket is connected to`() async throws {
    let example = try LibfuseExample("hello_ll_uds")
    // The example's socket has a fixed name.
    let socket = "/tmp/libfuse-hello-ll.sock"
    try? FileManager.default.removeItem(atPath: socket)
    let server = Process()
    server.executableURL = URL(fileURLWithPath: example.program)
    server.arguments = ["-f"]
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    defer {
      server.terminate()
      server.waitUntilExit()
      try? FileManager.default.removeItem(atPath: socket)
    }
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) {
      try await Task.sleep(for: .milliseconds(10))
    }
    let texts = try await Self.read("hello", from: .socket(socket))
    #expect(texts == Array(repeating: "Hello World!\n", count: 4))
  }

  @Test func `passthrough_ll is measured like the bundled server`() async throws {
    let example = try LibfuseExample("passthrough_ll")
    // In memory: this server opens with O_DIRECT, which a disk's file system takes at its word.
    let source = URL(fileURLWithPath: "/dev/shm").appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: source) }
    let experiment = EngineExperiment(
      stages: try StageUnderTest.stages(
        of: .scatterGatherDirectIO, applying: AppliedSteps.of(1...11)),
      workloads: try ["writev:8x4k", "readv:8x4k@512"].map { try WorkloadRun(Workload($0)) },
      end: .rounds(2),
      seed: 1)
    let measured = try await EngineMeasurement.measure(
      experiment, against: example.place("-f -o source='\(source.path)'"),
      as: Caller(user: getuid(), group: getgid(), process: UInt32(getpid())),
      stop: StopToken()
    ) { _ in }
    #expect(measured.failure == nil)
    #expect(measured.rounds == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: source.path).isEmpty)
  }

  static func ioctl(
    _ command: IoctlCommand, _ value: inout UInt64, _ connection: inout Connection,
    _ file: borrowing OpenFile
  ) throws(TransportError) -> TransferResult {
    try withUnsafeMutableBytes(of: &value) { memory throws(TransportError) in
      try connection.ioctl(command, file: file, memory: memory)
    }
  }

  @Test func `the ioctl example changes and tells its size`() async throws {
    let example = try LibfuseExample("ioctl")
    let design = try Self.design()
    let sizes = try await example.place().serve(stop: StopToken()) { descriptor, _ in
      var connection = Connection(transport: SocketTransport(adopting: descriptor), design: design)
      try connection.initialize()
      let file = try connection.open(connection.lookUp("fioc").node)
      let getSize = IoctlCommand(
        type: UInt8(ascii: "E"), number: 0, byteCount: 8, takesData: false, givesData: true)
      let setSize = IoctlCommand(
        type: UInt8(ascii: "E"), number: 1, byteCount: 8, takesData: true, givesData: false)
      var sizes: [UInt64] = []
      for wanted in [UInt64(0), 10_000, 3] {
        var value = wanted
        let set = try Self.ioctl(setSize, &value, &connection, file)
        #expect(set == .transferred(0))
        value = 99
        let got = try Self.ioctl(getSize, &value, &connection, file)
        #expect(got == .transferred(0))
        sizes.append(value)
      }
      var nothing = UInt64(0)
      let refused = try Self.ioctl(IoctlCommand(rawValue: 0x4599), &nothing, &connection, file)
      #expect(refused == .failed(ErrorNumber(rawValue: EINVAL)))
      try connection.release(file)
      try connection.destroy()
      return sizes
    }
    #expect(sizes == [0, 10_000, 3])
  }

  @Test func `a server stores pages in the cache and retrieves them again`() async throws {
    let example = try LibfuseExample("notify_store_retrieve")
    let design = try Self.design()
    // The example ends with a failed assertion where what it retrieves is not what it stored.
    let texts = try await example.place("-f --update-interval=1").serve(stop: StopToken()) {
      descriptor, _ in
      var connection = Connection(transport: SocketTransport(adopting: descriptor), design: design)
      try connection.initialize()
      // The example's only file has this number, and its first notification may come before the
      // reply to LOOKUP.
      let inode = Inode(node: NodeID(rawValue: 2), size: 0, capacity: 4)
      connection.register(inode)
      let found = try connection.lookUp("current_time")
      #expect(found.node == inode.node)
      let file = try connection.open(found.node, readOnly: true)
      _ = try connection.readPages(0..<1, file: file, into: inode)
      var texts: Set<String> = []
      for _ in 0..<400 where texts.count < 3 {
        _ = try connection.size(of: found.node)
        var bytes = [UInt8](repeating: 0, count: Int(found.size))
        let count = bytes.withUnsafeMutableBytes { inode.copy(at: 0, into: $0) }
        texts.insert(String(decoding: bytes.prefix(count), as: UTF8.self))
        usleep(10_000)
      }
      try connection.release(file)
      return texts
    }
    #expect(texts.count == 3)
    #expect(texts.allSatisfy { $0.contains("current time is") })
  }
}
