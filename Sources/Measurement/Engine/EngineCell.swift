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

  /// Bytes in a second in units of 10⁶; calls in a second where no bytes are moved.
  var throughput: Double {
    bytes > 0 ? Double(bytes) / Double(elapsed) * 1000 : Double(calls) / Double(elapsed) * 1e9
  }
}

/// The engine at work against one server.
struct EngineBench: ~Copyable {
  private var connection: Connection
  private let serverProcess: Int32

  init(connection: consuming Connection, serverProcess: Int32) {
    self.connection = connection
    self.serverProcess = serverProcess
  }

  mutating func initialise() throws { try connection.initialise() }

  mutating func create(_ subject: any WorkloadSubject) throws {
    try subject.file.begin(on: &connection)
    try subject.begin(on: &connection)
  }

  mutating func remove(_ subject: any WorkloadSubject) throws {
    try subject.file.end(on: &connection)
  }

  mutating func destroy() throws { try connection.destroy() }

  /// Measures one cell: a pass to warm up, then timed calls, then a check of the data.
  ///
  /// The timed part ends with the pass during which `duration` nanoseconds are over.
  mutating func measure(
    _ subject: any WorkloadSubject, design: EngineDesign, duration: Int64
  ) throws -> EngineCell {
    connection.adopt(design)
    subject.prepare()
    let handle = try subject.file.open(on: &connection)
    for block in 0..<subject.file.blocks {
      try subject.call(on: &connection, file: handle, block: block)
    }
    let cell = try timedPart(subject, handle, duration: duration)
    try subject.verify(on: &connection, file: handle)
    try connection.release(handle)
    return cell
  }

  private mutating func timedPart(
    _ subject: any WorkloadSubject, _ handle: borrowing OpenFile, duration: Int64
  ) throws -> EngineCell {
    var durations: [UInt32] = []
    durations.reserveCapacity(1 << 16)
    let blocks = subject.file.blocks
    let counters = connection.counters
    let serverTime = Clock.processorTime(of: serverProcess)
    let ownTime = Clock.threadProcessorTime
    let start = Clock.now
    var now = start
    var block = 0
    repeat {
      try subject.call(on: &connection, file: handle, block: block)
      let after = Clock.now
      durations.append(UInt32(clamping: after - now))
      now = after
      block = (block + 1) % blocks
    } while block != 0 || now - start < duration
    return EngineCell(
      calls: durations.count, bytes: durations.count * subject.workload.byteCount,
      elapsed: now - start,
      processorTime: Clock.threadProcessorTime - ownTime
        + Clock.processorTime(of: serverProcess) - serverTime,
      counters: connection.counters.since(counters), durations: durations)
  }
}
