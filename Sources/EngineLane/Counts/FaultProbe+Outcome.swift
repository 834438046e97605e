internal import FuseEngine
internal import FuseSeries
internal import PeerProtocol

/// What a probe's call came to.
struct ProbeOutcome: Equatable, CustomStringConvertible {
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

extension FaultProbe {
  /// Makes the probe's call against a server in memory.
  ///
  /// - Parameter design: How the engine works.
  /// - Returns: What the call came to.
  /// - Throws: The engine's errors, where memory is short.
  func outcome(_ design: EngineDesign) throws -> ProbeOutcome {
    switch trial {
    case .directIO(let shape): try Self.directIO(shape, design)
    case .retrieval(let byteCount): try Self.retrieval(byteCount, design)
    }
  }

  private static func directIO(
    _ shape: CallShape, _ design: EngineDesign
  ) throws -> ProbeOutcome {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design)
    try connection.initialize()
    let file = try connection.open(connection.lookUp(server.fileName).node)
    server.exception = shape.exception
    let trace = try connection.trace(shape, of: file, pattern: Pattern())
    try connection.release(file)
    return ProbeOutcome(
      result: trace.result, requests: trace.requests.count,
      pagesLeaked: trace.counters.pagesLeaked)
  }

  private static func retrieval(
    _ byteCount: Int, _ design: EngineDesign
  ) throws -> ProbeOutcome {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design)
    try connection.initialize()
    let node = try connection.lookUp(server.fileName).node
    let file = try connection.open(node)
    let inode = Inode(node: node, size: server.fileSize, capacity: Limits.pagesPerRequest)
    connection.register(inode)
    _ = try connection.readPages(0..<UInt64(Limits.pagesPerRequest), file: file, into: inode)
    var question = ServerIoctl.Retrieval(node: node, offset: 0, byteCount: byteCount)
    _ = try withUnsafeMutableBytes(of: &question) { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.retrieve, file: file, memory: memory)
    }
    try connection.release(file)
    return ProbeOutcome(
      result: .transferred(Int(server.lastRetrieved.byteCount)), requests: 1, pagesLeaked: 0)
  }
}
