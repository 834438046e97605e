internal import Documents
internal import FuseEngine

/// One stage measured once with one workload.
struct EngineCell: Sendable {
  private(set) var calls: Int
  /// Nanoseconds of processor time of engine and server.
  private(set) var processorTime: Int64
  private(set) var counters: Counters
  /// What of ``counters`` nobody could count.
  let unknown: [StageCounters.Counter]
  /// Nanoseconds that each of these calls took.
  private(set) var durations: [UInt32]
  /// Bytes in a second in units of 10⁶; calls in a second where no bytes are moved.
  ///
  /// Of several threads it is the sum of what each did in its own time, so that one that ends
  /// its pass early does not count as idle.
  ///
  /// Of four significant digits, so that what is judged is what documents hold.
  var throughput: Double { SignificantDigits.rounded(exactThroughput) }
  private var exactThroughput: Double
  /// Nanoseconds of the timed part, of the slowest thread.
  private(set) var elapsed: Int64

  /// Creates the cell of one thread.
  ///
  /// - Parameters:
  ///   - calls: Calls made.
  ///   - bytes: Bytes moved by all of them.
  ///   - time: When the timed part began and ended, in nanoseconds of the monotonic clock.
  ///   - processorTime: Nanoseconds of processor time of engine and server.
  ///   - counters: What was counted.
  ///   - unknown: What of it nobody could count.
  ///   - durations: Nanoseconds that each call took.
  init(
    calls: Int, bytes: Int, time: ClosedRange<Int64>, processorTime: Int64, counters: Counters,
    unknown: [StageCounters.Counter] = [], durations: [UInt32]
  ) {
    self.calls = calls
    self.processorTime = processorTime
    self.counters = counters
    self.unknown = unknown
    self.durations = durations
    elapsed = time.upperBound - time.lowerBound
    let nanoseconds = Double(elapsed)
    exactThroughput =
      bytes > 0 ? Double(bytes) / nanoseconds * 1000 : Double(calls) / nanoseconds * 1e9
  }

  /// Adds what another thread did in the same cell.
  mutating func add(_ other: EngineCell) {
    calls += other.calls
    processorTime += other.processorTime
    counters = counters.adding(other.counters)
    durations += other.durations
    exactThroughput += other.exactThroughput
    elapsed = max(elapsed, other.elapsed)
  }
}
