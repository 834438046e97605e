/// By how much paired figures differ, as logarithms, by ranks alone: what a single pair of variants
/// shows whose rounds had no part in choosing it.
package struct PairedShift: Hashable, Sendable {
  /// The pseudo-median of the differences.
  package let median: Double
  /// Its 95 % interval.
  package let interval: ClosedRange<Double>
  /// The exact signed-rank p.
  package let p: Double
  /// The number of pairs.
  package let rounds: Int

  /// Compares two variants' figures round by round; nil if the rounds are too few for an interval,
  /// or a figure has no logarithm.
  ///
  /// - Parameters:
  ///   - before: The first variant's figures, one for each round.
  ///   - after: The second variant's, of the same rounds.
  package init?(before: [Double], after: [Double]) {
    precondition(before.count == after.count, "figures of different rounds are not pairs")
    let differences = zip(before, after).map { Logarithm.of($1) - Logarithm.of($0) }
    guard differences.allSatisfy(\.isFinite),
      let interval = SignedRank.interval(differences, level: 0.95)
    else { return nil }
    self.interval = interval
    median = SignedRank.pseudoMedian(differences)
    p = SignedRank.pValue(differences)
    rounds = differences.count
  }
}

extension SignedRank {
  /// Returns the exact two-sided p of two variants' figures, compared round by round.
  package static func pValue(before: [Double], after: [Double]) -> Double {
    precondition(before.count == after.count, "figures of different rounds are not pairs")
    return pValue(zip(before, after).map { Logarithm.of($1) - Logarithm.of($0) })
  }
}
