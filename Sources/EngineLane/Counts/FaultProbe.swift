internal import FuseEngine
internal import PeerProtocol

/// A call with something wrong about it, whose outcome tells how a design behaves.
struct FaultProbe {
  /// The call in words.
  let name: String
  /// What an outcome that got worse means to a caller.
  let meaning: String
  private let call: @Sendable (EngineDesign) throws -> Outcome

  /// What the call came to.
  struct Outcome: Equatable, CustomStringConvertible {
    var result: TransferResult
    var requests: Int
    var pagesLeaked: Int

    var description: String {
      let end =
        switch result {
        case .transferred(let bytes): "\(bytes) bytes"
        case .failed(let error): "\(error)"
        }
      let sent = "\(requests) request\(requests == 1 ? "" : "s") sent"
      return "\(end), \(sent)" + (pagesLeaked == 0 ? "" : ", \(pagesLeaked) pages left pinned")
    }
  }

  func outcome(_ design: EngineDesign) throws -> Outcome { try call(design) }

  static let all = [
    FaultProbe(
      name: "write of 8 segments of 4 KiB, the sixth not mapped",
      meaning: "a fault in a later segment hides the bytes already transferred; "
        + "the running kernel returns the partial count"
    ) { try transfer(.write, segments: 8, fault: 5, $0) },
    FaultProbe(
      name: "write of 64 segments of 4 KiB, the second reply larger than asked",
      meaning: "a server's false reply hides the bytes already transferred"
    ) {
      try transfer(
        .write, segments: 64, exception: .init(request: 1, answer: .bytes(200_000)), $0)
    },
    FaultProbe(
      name: "retrieve of 4 GiB less 101 bytes of a cached file",
      meaning: "the size wraps in 32 bits and the answer is empty", call: retrieve),
  ]

  private static func transfer(
    _ direction: Direction, segments: Int, fault: Int? = nil,
    exception: PatternServer.Exception? = nil, _ design: EngineDesign
  ) throws -> Outcome {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design)
    try connection.initialize()
    let file = try connection.open(connection.lookUp(server.fileName).node)
    server.exception = exception
    let trace = try connection.trace(
      CallShape(
        direction: direction, offset: 0,
        segments: Array(
          repeating: SegmentShape(offset: 0, length: Limits.pageSize), count: segments),
        fault: fault),
      of: file, pattern: Pattern())
    try connection.release(file)
    return Outcome(
      result: trace.result, requests: trace.requests.count,
      pagesLeaked: trace.counters.pagesLeaked)
  }

  private static func retrieve(_ design: EngineDesign) throws -> Outcome {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design)
    try connection.initialize()
    let node = try connection.lookUp(server.fileName).node
    let file = try connection.open(node)
    let inode = Inode(node: node, size: server.fileSize, capacity: Limits.pagesPerRequest)
    connection.register(inode)
    _ = try connection.readPages(0..<UInt64(Limits.pagesPerRequest), file: file, into: inode)
    var question = ServerIoctl.Retrieval(
      node: node, offset: 0, byteCount: Int(UInt32.max) - 100)
    _ = try withUnsafeMutableBytes(of: &question) { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.retrieve, file: file, memory: memory)
    }
    try connection.release(file)
    return Outcome(
      result: .transferred(Int(server.lastRetrieved.byteCount)), requests: 1, pagesLeaked: 0)
  }
}
