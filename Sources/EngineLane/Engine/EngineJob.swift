internal import FuseEngine
internal import Rounds

/// One thread's share of the engine's work: its connection, and its subject for each workload.
struct EngineJob: ~Copyable {
  private var connection: Connection
  /// The subjects by their workload's place; a thread has none where a workload wants fewer threads.
  private var subjects: [Int: any WorkloadSubject] = [:]

  /// Takes a negotiated connection over.
  init(connection: consuming Connection) { self.connection = connection }

  /// Makes the subject of a workload, with a file of its own.
  mutating func begin(
    _ workload: Workload, at index: Int, fileName: String, path: String?
  ) throws {
    let subject = try workload.subject(fileName: fileName, path: path)
    subjects[index] = subject
    try subject.file.begin(on: &connection)
    try subject.begin(on: &connection)
  }

  /// Removes the files that were made.
  ///
  /// - Parameter isReachable: Whether the server still answers; it is not asked again once it does
  ///   not.
  /// - Returns: The names of those that are left.
  mutating func removeFiles(_ isReachable: inout Bool) -> [String] {
    var left: [String] = []
    for (_, subject) in subjects.sorted(by: { $0.key < $1.key }) where subject.file.isMade {
      do throws(ConnectionError) {
        if isReachable { try subject.file.remove(on: &connection) }
      } catch {
        isReachable = !error.endsExchange
      }
      if subject.file.isMade { left.append(subject.file.name) }
    }
    return left
  }

  /// Ends the session for all threads.
  mutating func destroy() throws { try connection.destroy() }

  /// Bytes of the files.
  var fileBytes: Int { subjects.values.reduce(0) { $0 + $1.file.byteCount } }

  /// Measures one cell: a call to warm up, then timed calls, then a check of the data.
  ///
  /// All threads begin the timed part together, and none checks before all have ended theirs.
  ///
  /// - Parameters:
  ///   - index: The workload's place.
  ///   - design: How the engine works.
  ///   - length: How long it is.
  ///   - barrier: Where the threads of the cell meet.
  ///   - serverProcess: The server's process, where this thread counts its time; else 0.
  /// - Returns: What this thread did.
  /// - Throws: The engine's errors, or ``MeasurementError`` where the data is not right.
  mutating func measure(
    _ index: Int, design: EngineDesign, _ length: CellLength, barrier: CellBarrier,
    serverProcess: Int32 = 0
  ) throws -> EngineCell {
    do {
      guard let subject = subjects[index] else { throw MeasurementError.noSubject(index) }
      connection.adopt(design)
      subject.file.limitPass(to: length.calls)
      subject.prepare()
      let handle = try subject.file.open(on: &connection)
      let cell: EngineCell
      do {
        cell = try measure(
          subject, handle, length, barrier: barrier, serverProcess: serverProcess)
      } catch {
        if !error.endsExchange { try? connection.release(handle) }
        throw error
      }
      try connection.release(handle)
      return cell
    } catch {
      barrier.open()
      throw error
    }
  }

  private mutating func measure(
    _ subject: any WorkloadSubject, _ handle: borrowing OpenFile, _ length: CellLength,
    barrier: CellBarrier, serverProcess: Int32
  ) throws -> EngineCell {
    try subject.call(on: &connection, file: handle, block: 0)
    // Other data than the warm-up's, so that the check is one of what was timed.
    subject.prepare()
    barrier.start.pass()
    let cell = try timedPart(subject, handle, duration: length.duration, serverProcess)
    barrier.end.waitForAll()
    try subject.verify(on: &connection, file: handle)
    return cell
  }

  private mutating func timedPart(
    _ subject: any WorkloadSubject, _ handle: borrowing OpenFile, duration: Int64,
    _ serverProcess: Int32
  ) throws -> EngineCell {
    var durations: [UInt32] = []
    durations.reserveCapacity(256)
    let blocks = subject.file.blocks
    let counters = connection.counters
    let processorTime = Clock.threadProcessorTime + Clock.processorTime(of: serverProcess)
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
      time: start...now,
      processorTime: Clock.threadProcessorTime + Clock.processorTime(of: serverProcess)
        - processorTime,
      counters: connection.counters.since(counters), durations: durations)
  }
}
