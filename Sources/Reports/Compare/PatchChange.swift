internal import Documents
internal import Findings
internal import Presentation

/// What a patch, or the whole series, changed in one run.
struct PatchChange {
  let stage: StageResult
  private let comparison: Comparison?
  private let better: MetricDirection
  /// The number before and after, where it never varies.
  private let exact: ExactChange?

  /// A patch against the stage before.
  init(_ workload: WorkloadResult, _ stage: StageResult) {
    self.init(
      workload, stage, after: workload.measured(before: stage.place), comparison: stage.vsPrevious)
  }

  /// The last stage against the base; nil where there are no stages.
  init?(series workload: WorkloadResult) {
    guard let last = workload.stages.last else { return nil }
    self.init(workload, last, after: workload.stages.first, comparison: last.vsBase)
  }

  private init(
    _ workload: WorkloadResult, _ stage: StageResult, after earlier: StageResult?,
    comparison: Comparison?
  ) {
    self.stage = stage
    self.comparison = comparison
    better = workload.better
    exact = workload.exactChange(stage, after: earlier)
  }

  /// The factor with its interval and sign; of an exact number what it was and is.
  var text: String {
    guard stage.isMeasured else { return stage.state.rawValue }
    if let exact {
      return exact.before == exact.after
        ? Columns.exact(exact.after)
        : "\(Columns.exact(exact.before)) → \(Columns.exact(exact.after))"
    }
    guard let comparison else { return "–" }
    let interval = "[\(Columns.factor(comparison.low)), \(Columns.factor(comparison.high))]"
    // What runs are called apart by is the interval of all comparisons together, beside which "no
    // change", the word of another one, would be no reading.
    let glyph = comparison.verdict == .noChange ? "" : " \(comparison.verdict.sign)"
    return "×\(Columns.factor(comparison.ratio)) \(interval)\(glyph)"
  }

  /// What it is beside the change that the same patch made in an earlier run; nil where nothing can
  /// be said.
  func judged(beside old: PatchChange) -> RunToRun? {
    if let exact, let earlier = old.exact { return RunToRun.judge(earlier, exact, better) }
    guard let comparison, let earlier = old.comparison else { return nil }
    return RunToRun.judge(earlier, comparison, better)
  }
}

extension RunToRun {
  /// The judgement in a table.
  var words: String {
    switch self {
    case .same: "same"
    case .better: "\(Verdict.faster.sign) better"
    case .worse: "\(Verdict.slower.sign) worse"
    case .changed: "\(Verdict.changed.sign) changed"
    case .unclear: "unclear"
    }
  }

  /// What the judgements mean.
  static let legend = [
    "same: equal figures, or the 90 % interval of the ratio of both changes lies within ±2 %",
    "better, worse: the intervals do not touch, or exact figures changed otherwise; unclear: neither",
  ]
}
