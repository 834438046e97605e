package import Documents
internal import Presentation
internal import Rounds
internal import Statistics

extension CommandMeasurement {
  /// Judges the cells and lays them out as the command lane of a run.
  ///
  /// - Returns: One entry for each metric of each command: primary ones first, then what is exact,
  ///   then what the kernel counted.
  package func result() -> LaneResult { LaneResult(CommandVariants(self)) }

  /// A metric's name in documents: with its command in front if there are several.
  func name(of metric: String, run: Int) -> String {
    plan.settings.runs.count == 1 ? metric : "\(plan.settings.runs[run]): \(metric)"
  }
}

/// The stages of a command measurement, with what their cells say.
private struct CommandVariants: MeasuredLane {
  let measurement: CommandMeasurement
  let failures: [CommandMeasurement.JudgedFailures]

  init(_ measurement: CommandMeasurement) {
    self.measurement = measurement
    failures = measurement.judgedFailures
  }

  var kind: LaneKind { .command }
  var seed: UInt64 { measurement.plan.seed }
  var fresh: [FreshRounds] { measurement.fresh ?? [] }
  var families: [MetricFamily] { MetricFamily.all(of: measurement) }

  var rows: [LaneRow] {
    measurement.stages.map(\.stage).map { stage in
      LaneRow(
        place: stage.place, patch: stage.patch,
        title: stage.subject ?? "before the series", subject: stage.subject)
    }
  }

  func complete(_ result: inout StageResult, row: Int, of series: MetricSeries) {
    let stage = measurement.stages[row]
    if let problem = measurement.state(of: stage) {
      result.state = problem.state
      result.log = problem.log
    }
    result.tree = stage.stage.tree
    result.binaries = stage.build.binaries
    let count = measurement.failures(stage.stage.place, run: series.workload)
    (result.failures, result.runs) = (count.failed, count.of)
    result.failuresVsPrevious =
      failures.first { $0.run == series.workload && $0.stage == stage.stage.place }?.change
  }

  func complete(_ result: inout WorkloadResult, of series: MetricSeries) {
    result.command = measurement.plan.settings.runs[series.workload]
    if result.family != .exact { result.notCompared = whyNotCompared(series) }
  }

  /// The first figure of which no ratio can be formed, in words; nil if all are above 0.
  private func whyNotCompared(_ series: MetricSeries) -> String? {
    series.firstNotPositive.map { row, round, value in
      let stage = measurement.stages.patch(at: row).map { "patch \($0)" } ?? "the base"
      return "ratios need figures above 0, and \(stage) has \(Columns.exact(value)) in round "
        + "\(round)"
    }
  }
}
