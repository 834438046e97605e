/// What an experiment tells while it runs; never while a cell is being measured.
public enum Progress: Sendable {
  /// The first pass, in the order of the series, has measured a stage, or a way to ask the kernel.
  case walked(name: String, readings: [Reading])
  /// A stage, or a way to ask the kernel, was measured in a round.
  case measured(name: String)
  /// A round is over.
  case finished(round: Int, of: Int?, seconds: Double, secondsLeft: Double, leader: Leader?)

  /// One workload's first reading at a stage.
  public struct Reading: Sendable {
    /// The workload.
    public let workload: String
    /// The unit of the throughput.
    public let unit: String
    /// Throughput in that unit.
    public let throughput: Double
    /// Requests for one call, where they could be counted.
    public let requestsPerCall: Double?
  }
}

/// The stage that differs most from the one before it, by the rounds so far: provisional, and no
/// verdict.
public struct Leader: Sendable {
  /// The workload, or the metric.
  public let workload: String
  /// The stage's number.
  public let stage: Int
  /// The geometric mean of the ratios.
  public let ratio: Double
}
