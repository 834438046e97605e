package import Documents
internal import Glibc

/// What a patch's change in one run is beside the change that the same patch made in an earlier run.
package enum RunToRun: Hashable, Sendable {
  case same
  case better
  case worse
  /// Another, of a metric of which nobody knows which way is better.
  case changed
  case unclear

  /// Compares two changes that vary; the runs are independent.
  ///
  /// - Parameters:
  ///   - old: The change in the earlier run.
  ///   - new: The change in the later run.
  ///   - direction: Which values of the metric are the better ones.
  /// - Returns: What the later change is beside the earlier one.
  package static func judge(
    _ old: Comparison, _ new: Comparison, _ direction: MetricDirection
  ) -> RunToRun {
    if isAlike(old, new) { return .same }
    if new.low > old.high { return word(isHigher: true, direction) }
    return new.high < old.low ? word(isHigher: false, direction) : .unclear
  }

  /// Compares two changes of a number that never varies.
  package static func judge(
    _ old: ExactChange, _ new: ExactChange, _ direction: MetricDirection
  ) -> RunToRun {
    let (change, before) = (new.after - new.before, old.after - old.before)
    // Differences of decimal fractions end in what no digit of theirs says.
    let largest = [new, old].flatMap { [abs($0.before), abs($0.after)] }.max() ?? 0
    guard abs(change - before) > 1e-12 * largest else { return .same }
    return word(isHigher: change > before, direction)
  }

  private static func word(isHigher: Bool, _ direction: MetricDirection) -> RunToRun {
    switch direction {
    case .higher: isHigher ? .better : .worse
    case .lower: isHigher ? .worse : .better
    case .unknown: .changed
    }
  }

  /// The smallest effect of interest, ±2 %, as a logarithm.
  private static let smallestEffect = log(1.02)

  /// Whether both are equal, or the interval of their ratio lies within the smallest effect of interest.
  ///
  /// The runs are independent, so that half the widths of their intervals add as squares do. Where a run
  /// holds no 90 % interval, the one that is shown is wider, which makes it harder to be alike.
  private static func isAlike(_ old: Comparison, _ new: Comparison) -> Bool {
    if (old.ratio, old.low, old.high) == (new.ratio, new.low, new.high) { return true }
    guard [old, new].allSatisfy({ $0.ratio > 0 && $0.shownLow > 0 }) else { return false }
    let halves = [old, new].map { log($0.shownHigh / $0.shownLow) / 2 }
    let width = (halves[0] * halves[0] + halves[1] * halves[1]).squareRoot()
    return abs(log(new.ratio / old.ratio)) + width < smallestEffect
  }
}
