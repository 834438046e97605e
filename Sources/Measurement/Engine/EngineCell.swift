internal import FuseEngine

/// One stage measured once with one workload.
struct EngineCell: Sendable {
  let calls: Int
  let bytes: Int
  /// Nanoseconds of the timed part.
  let elapsed: Int64
  /// Nanoseconds of processor time of engine and server.
  let processorTime: Int64
  let counters: Counters
  /// Nanoseconds that each call took.
  let durations: [UInt32]

  /// Bytes in a second, in units of 10⁶.
  var megabytesPerSecond: Double { Double(bytes) / Double(elapsed) * 1000 }
}

/// The engine at work against one server.
struct EngineBench: ~Copyable {
  private var connection: Connection
  private let serverProcess: Int32

  init(connection: consuming Connection, serverProcess: Int32) {
    self.connection = connection
    self.serverProcess = serverProcess
  }

  /// Negotiates with the server and makes the workload's file.
  mutating func initialise() throws { try connection.initialise() }

  mutating func create(_ file: WorkloadFile) throws { try file.create(on: &connection) }

  mutating func remove(_ file: WorkloadFile) throws { try connection.unlink(file.name) }

  mutating func destroy() throws { try connection.destroy() }

  /// Measures one cell: a pass to warm up, then timed calls, then a check of the data.
  ///
  /// The timed part ends with the pass during which `duration` nanoseconds are over.
  mutating func measure(
    _ file: WorkloadFile, design: EngineDesign, duration: Int64
  ) throws -> EngineCell {
    connection.adopt(design)
    file.prepare()
    let handle = try connection.open(file.node)
    for block in 0..<file.blocks { try call(file, handle, block: block) }
    let cell = try timedPart(file, handle, duration: duration)
    try file.verify(on: &connection, file: handle)
    try connection.release(handle)
    return cell
  }

  private mutating func timedPart(
    _ file: WorkloadFile, _ handle: borrowing OpenFile, duration: Int64
  ) throws -> EngineCell {
    var durations: [UInt32] = []
    durations.reserveCapacity(1 << 16)
    let counters = connection.counters
    let serverTime = Clock.processorTime(of: serverProcess)
    let ownTime = Clock.threadProcessorTime
    let start = Clock.now
    var now = start
    var block = 0
    repeat {
      try call(file, handle, block: block)
      let after = Clock.now
      durations.append(UInt32(clamping: after - now))
      now = after
      block = (block + 1) % file.blocks
    } while block != 0 || now - start < duration
    return EngineCell(
      calls: durations.count, bytes: durations.count * file.workload.byteCount,
      elapsed: now - start,
      processorTime: Clock.threadProcessorTime - ownTime
        + Clock.processorTime(of: serverProcess) - serverTime,
      counters: connection.counters.since(counters), durations: durations)
  }

  private mutating func call(
    _ file: WorkloadFile, _ handle: borrowing OpenFile, block: Int
  ) throws {
    let offset = file.offset(of: block)
    let result = try file.buffers.withVector(of: file.segments(of: block)) {
      vector throws(TransportError) in
      try connection.directIO(file.workload.direction, file: handle, vector: vector, at: offset)
    }
    try file.expect(result, block: block)
  }
}
