import FuseEngine
import Testing

/// A connection of one stage to the server in memory, with its file open.
struct CallSite: ~Copyable {
  let server: PatternServer
  var connection: Connection
  let node: NodeID
  let file: OpenFile

  init(
    stage: Int, limits: Limits = Limits(), prepare: (PatternServer) -> Void = { _ in }
  ) throws {
    let server = PatternServer()
    prepare(server)
    var connection = Connection(
      transport: server, design: try Bench.design(stage), limits: limits)
    try connection.initialize()
    let node = try connection.lookUp("pattern").node
    let file = try connection.open(node)
    self.server = server
    self.connection = connection
    self.node = node
    self.file = file
  }

  /// What one call counts and sends.
  mutating func counting<Result>(
    _ body: (inout Connection, borrowing OpenFile) throws -> Result
  ) throws -> (result: Result, counters: Counters, requests: [RequestRecord]) {
    connection.keepRecord(true)
    let before = connection.counters
    let result = try body(&connection, file)
    return (result, connection.counters.since(before), connection.record ?? [])
  }
}

/// What a request of some page slots takes at a stage, by the table of object sizes.
struct RequestSize {
  /// Bytes of pointers and descriptors, inline ones included.
  let arrayBytes: Int
  /// Objects and arrays.
  let allocations: Int

  init(stage: Int, slots: Int) {
    let arrays = stage == 0 || slots <= 1 ? 0 : stage < 7 ? 1 : 2
    let inline = stage == 0 ? 32 : stage < 7 ? 1 : 2
    arrayBytes = 8 * (inline + arrays * slots)
    allocations = 1 + arrays
  }

  static func sum(stage: Int, slots: [Int]) -> (arrayBytes: Int, allocations: Int) {
    let sizes = slots.map { RequestSize(stage: stage, slots: $0) }
    return (
      sizes.reduce(0) { $0 + $1.arrayBytes }, sizes.reduce(0) { $0 + $1.allocations }
    )
  }
}
