package import Documents
internal import Glibc

extension RunToRun {
  /// Compares two changes that vary; the runs are independent.
  ///
  /// - Parameters:
  ///   - old: The change in the reference run.
  ///   - new: The change in the later run.
  ///   - direction: Which values of the metric are the better ones.
  /// - Returns: What the later change is beside the earlier one.
  package static func judge(
    _ old: Comparison, _ new: Comparison, _ direction: MetricDirection
  ) -> RunToRun {
    if isAlike(old, new) { return .same }
    guard let quotient = ComparedRatio(new, against: old), !quotient.holdsOne else {
      return .unclear
    }
    return word(isHigher: quotient.ratio > 1, direction)
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

  /// The smallest effect of interest, ±2 %, as a logarithm: that of `Judge`, which this room does not
  /// know; a test holds them equal.
  package static let smallestEffect = log(1.02)

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

extension ComparedRatio {
  /// The quotient of two changes; nil where an end is no positive number.
  ///
  /// Each interval holds together with all others of its run, so that the quotients of their ends bound all
  /// quotients together; 1 is outside where the intervals do not touch.
  ///
  /// - Parameters:
  ///   - new: The change in the later run.
  ///   - old: The change in the reference run.
  package init?(_ new: Comparison, against old: Comparison) {
    let parts = [new.ratio, new.low, new.high, old.ratio, old.low, old.high]
    guard parts.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    self.init(ratio: new.ratio / old.ratio, low: new.low / old.high, high: new.high / old.low)
  }

  /// The quotient of two levels of the base, each a median with its interval; nil where an end is no
  /// positive number.
  ///
  /// The runs are independent, so that half widths add as squares do.
  ///
  /// - Parameters:
  ///   - new: The base in the later run.
  ///   - old: The base in the reference run.
  init?(level new: SampleMedian, against old: SampleMedian) {
    let parts = [new.median, new.low, new.high, old.median, old.low, old.high]
    guard parts.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let ratio = new.median / old.median
    let below = hypot(log(new.median / new.low), log(old.high / old.median))
    let above = hypot(log(new.high / new.median), log(old.median / old.low))
    self.init(ratio: ratio, low: ratio * exp(-below), high: ratio * exp(above))
  }
}
