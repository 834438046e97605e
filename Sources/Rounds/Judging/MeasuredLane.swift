package import Documents

/// What one lane measured: all that the judge and the layout need to know of it.
package protocol MeasuredLane {
  /// Where it was measured.
  var kind: LaneKind { get }
  /// The seed of the judge's draws.
  var seed: UInt64 { get }
  /// What was measured, base first.
  var rows: [LaneRow] { get }
  /// The figures, in groups that are judged together.
  var families: [MetricFamily] { get }
  /// Rounds that were made to confirm changes which the figures show.
  var fresh: [FreshRounds] { get }

  /// Adds what only the lane knows of a row: its state, counters, times.
  ///
  /// - Parameters:
  ///   - result: The row with its figures and comparisons.
  ///   - row: The row's index among ``rows``.
  ///   - series: The figures that it is a row of.
  func complete(_ result: inout StageResult, row: Int, of series: MetricSeries)

  /// Adds what only the lane knows of a workload or metric: its command, the claim.
  ///
  /// - Parameters:
  ///   - result: The workload with its rows.
  ///   - series: The figures of these rows.
  func complete(_ result: inout WorkloadResult, of series: MetricSeries)
}

/// What identifies a row of a lane: a stage, or a kernel call style.
package struct LaneRow: Hashable, Sendable {
  package var place: StagePlace
  /// The patch that led here; nil for the base, and for rows that are no patches.
  package var patch: PatchNumber?
  /// The patch's step in the engine's plan; nil outside the engine lane.
  package var step: StepNumber?
  package var title: String
  /// The patch's subject; nil for the base.
  package var subject: String?

  package init(
    place: StagePlace, patch: PatchNumber?, step: StepNumber? = nil, title: String, subject: String?
  ) {
    self.place = place
    self.patch = patch
    self.step = step
    self.title = title
    self.subject = subject
  }
}
