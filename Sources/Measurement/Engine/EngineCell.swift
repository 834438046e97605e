internal import FuseEngine

/// One stage measured once with one workload.
struct EngineCell: Sendable {
  private(set) var calls: Int
  private(set) var bytes: Int
  /// When the timed part began and ended, in nanoseconds of the monotonic clock.
  private(set) var time: ClosedRange<Int64>
  /// Nanoseconds of processor time of engine and server.
  var processorTime: Int64
  private(set) var counters: Counters
  /// Nanoseconds that each call took.
  private(set) var durations: [UInt32]

  /// Nanoseconds of the timed part.
  var elapsed: Int64 { time.upperBound - time.lowerBound }

  /// Bytes in a second in units of 10⁶; calls in a second where no bytes are moved.
  var throughput: Double {
    bytes > 0 ? Double(bytes) / Double(elapsed) * 1000 : Double(calls) / Double(elapsed) * 1e9
  }

  /// Adds what another thread did in the same cell.
  mutating func add(_ other: EngineCell) {
    calls += other.calls
    bytes += other.bytes
    time =
      min(time.lowerBound, other.time.lowerBound)...max(time.upperBound, other.time.upperBound)
    processorTime += other.processorTime
    counters = counters.adding(other.counters)
    durations += other.durations
  }
}
