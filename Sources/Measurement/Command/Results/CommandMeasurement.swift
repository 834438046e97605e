/// The cells of a run of the command lane.
public struct CommandMeasurement: Sendable {
  let stages: [BuiltStage]
  let plan: CommandPlan
  let cells: [CommandCell]
  /// Why it stopped.
  public let reason: String

  /// Whether the person stopped it.
  public var isInterrupted: Bool { reason == "interrupted" }

  /// A sentence for each stage that did not build or whose command failed, in order.
  public var failures: [String] {
    stages.compactMap { stage in
      guard let (word, log) = state(of: stage) else { return nil }
      let what =
        switch word {
        case "unbuildable": "does not build"
        case "timed out": "does not end in time"
        default: "fails"
        }
      let reason = log.split(separator: "\n").first { $0.contains("error") } ?? log[...]
      return "stage \(stage.stage.number) \(what): "
        + reason.split(separator: "\n").joined(separator: " / ")
    }
  }

  /// Whether the typical patch's simultaneous interval is at most this factor wide to each side,
  /// for the primary metric of every command.
  func isPrecise(_ factor: Double) -> Bool {
    for family in MetricFamily.all(of: self) where family.kind == .primary {
      guard let comparisons = family.comparisons(seed: plan.seed) else { return false }
      for (index, series) in family.members.enumerated() {
        let widths = series.stages.indices.dropFirst().map { stage in
          comparisons.criticalValue
            * comparisons.change(workload: index, from: stage - 1, to: stage).standardError
        }
        guard let typical = MedianInterval(widths) else { continue }
        if typical.median > Logarithm.of(factor) { return false }
      }
    }
    return true
  }

  /// Why a stage has no figures; nil where it has.
  func state(of stage: BuiltStage) -> (word: String, log: String)? {
    guard stage.build.isBuilt else { return ("unbuildable", stage.build.log) }
    for run in plan.settings.runs.indices
    where BlockRunner.isGivenUp(stage.stage.number, run: run, cells) {
      let last = cells.last { $0.stage == stage.stage.number && $0.run == run && !$0.isMeasured }
      return (last?.report.end == .timedOut ? "timed out" : "failed", last?.log ?? "")
    }
    return nil
  }
}
