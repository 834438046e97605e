package import Documents

/// What an experiment tells while it runs; never while a cell is being measured.
package enum Progress: Sendable {
  /// The first pass, in the order of the series, has measured a stage, or a way to ask the kernel.
  case walked(name: String, readings: [Reading])
  /// A stage, or a way to ask the kernel, was measured in a round.
  case measured(name: String)
  /// A round is over.
  case finished(round: Int, of: Int?, seconds: Double, secondsLeft: Double, leader: Leader?)
  /// The stages before and after a change of these patches are about to be measured again, in so many
  /// rounds.
  case confirming(patches: [PatchNumber], workload: String, rounds: Int)

  /// One workload's first reading at a stage.
  package struct Reading: Sendable {
    /// The workload.
    package let workload: String
    /// The unit of the throughput.
    package let unit: String
    /// Throughput in that unit.
    package let throughput: Double
    /// Requests for one call, where they could be counted.
    package let requestsPerCall: Double?

    package init(workload: String, unit: String, throughput: Double, requestsPerCall: Double?) {
      self.workload = workload
      self.unit = unit
      self.throughput = throughput
      self.requestsPerCall = requestsPerCall
    }
  }
}

/// The stage that differs most from the one before it, by the rounds so far: provisional, and no
/// verdict.
package struct Leader: Sendable {
  /// The workload, or the metric.
  package let workload: String
  /// The patch that led to the stage; nil for a row that is no patch.
  package let patch: PatchNumber?
  /// The geometric mean of the ratios.
  package let ratio: Double

  package init(workload: String, patch: PatchNumber?, ratio: Double) {
    self.workload = workload
    self.patch = patch
    self.ratio = ratio
  }
}
