internal import Glibc
internal import Documents
internal import Presentation

/// What a patch, or the whole series, changed in one run.
struct PatchChange {
  /// What the change of one run is beside that of another.
  enum Judgement: String {
    case same
    case better = "▲ better"
    case worse = "▼ worse"
    case unclear
  }

  /// Says what the judgements mean.
  static let legend = [
    "same: equal figures, or the 90 % interval of the ratio of both changes lies within ±2 %",
    "better, worse: the intervals do not touch, or exact figures changed otherwise; unclear: neither",
  ]

  /// The smallest change that matters: ±2 %.
  private static let band = log(1.02)

  let stage: StageResult
  private let comparison: Comparison?
  private let isLowerBetter: Bool
  /// The number before and after, where it never varies.
  private let exact: (before: Double, after: Double)?

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
    isLowerBetter = workload.better == .lower
    exact =
      workload.exactWord(stage, after: earlier) == nil
      ? nil : earlier.map { ($0.median, stage.median) }
  }

  /// The factor with its interval and sign; of an exact number what it was and is.
  var text: String {
    guard stage.isMeasured else { return stage.state.rawValue }
    if let (before, after) = exact {
      return before == after
        ? Columns.exact(after) : "\(Columns.exact(before)) → \(Columns.exact(after))"
    }
    guard let comparison else { return "–" }
    let interval = "[\(Columns.factor(comparison.low)), \(Columns.factor(comparison.high))]"
    // What runs are called apart by is the interval of all comparisons together, beside which "no
    // change", the word of another one, would be no reading.
    let glyph = comparison.verdict == .noChange ? "" : " \(Glyph.of(comparison.verdict))"
    return "×\(Columns.factor(comparison.ratio)) \(interval)\(glyph)"
  }

  /// What it is beside the change that the same patch made in an earlier run; nil where nothing can
  /// be said.
  func judged(beside old: PatchChange) -> Judgement? {
    if let exact, let earlier = old.exact {
      let (change, before) = (exact.after - exact.before, earlier.after - earlier.before)
      // Differences of decimal fractions end in what no digit of theirs says.
      let largest = [exact, earlier].flatMap { [abs($0.before), abs($0.after)] }.max() ?? 0
      return abs(change - before) <= 1e-12 * largest
        ? .same : (change < before) == isLowerBetter ? .better : .worse
    }
    guard let new = comparison, let old = old.comparison else { return nil }
    if isAlike(old, new) { return .same }
    if new.low > old.high { return isLowerBetter ? .worse : .better }
    return new.high < old.low ? isLowerBetter ? .better : .worse : .unclear
  }

  /// Whether both are equal, or the interval of their ratio lies within the band.
  ///
  /// The runs are independent, so that half the widths of their intervals add as squares do. Where a run
  /// holds no 90 % interval, the one that is shown is wider, and makes it harder to be alike.
  private func isAlike(_ old: Comparison, _ new: Comparison) -> Bool {
    if (old.ratio, old.low, old.high) == (new.ratio, new.low, new.high) { return true }
    guard [old, new].allSatisfy({ $0.ratio > 0 && $0.shownLow > 0 }) else { return false }
    let halves = [old, new].map { log($0.shownHigh / $0.shownLow) / 2 }
    let width = (halves[0] * halves[0] + halves[1] * halves[1]).squareRoot()
    return abs(log(new.ratio / old.ratio)) + width < Self.band
  }
}
