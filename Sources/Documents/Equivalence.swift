/// What shows that two stages do not differ: the 90 % interval of the geometric mean of the paired ratios,
/// of this one comparison, lies within ±2 %.
package struct Equivalence: Codable, Hashable, Sendable {
  /// The lower end of the interval.
  package var low: Double
  /// The upper end of the interval.
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

extension Comparison {
  /// Of two stages that run one and the same, whatever their figures: none.
  package static var ofEqualPrograms: Comparison {
    var comparison = Comparison(ratio: 1, low: 1, high: 1, verdict: .noChange)
    comparison.reason = .equalPrograms
    return comparison
  }

  /// The lower end of the interval that the verdict rests on.
  package var shownLow: Double { equivalence?.low ?? low }
  /// The upper end of the interval that the verdict rests on.
  package var shownHigh: Double { equivalence?.high ?? high }
}

extension Run {
  /// Whether beside every "no change" of all lanes stands the interval that shows it.
  package var holdsEquivalence: Bool { lanes.values.allSatisfy(\.holdsEquivalence) }
}

extension LaneResult {
  /// Whether beside every "no change" stands the interval that shows it; results of earlier versions
  /// do not hold it, and their word rests on another one.
  package var holdsEquivalence: Bool {
    workloads.flatMap(\.stages).flatMap { [$0.vsPrevious, $0.vsBase] }.allSatisfy {
      $0?.verdict != .noChange || $0?.equivalence != nil || $0?.reason != nil
    }
  }
}
