/// By how much paired figures differ, as logarithms: what a single pair of variants shows whose rounds
/// had no part in choosing it, by the same trimmed mean as a judge's.
package struct PairedShift: Hashable, Sendable {
  /// The 20 % trimmed mean of the differences.
  package let mean: Double
  /// The exact signed-rank p, a cross-check.
  package let p: Double
  /// The number of pairs.
  package let rounds: Int
  private let standardError: Double

  /// Compares two variants' figures round by round; nil if the rounds are fewer than a judge's, or a
  /// figure has no logarithm.
  ///
  /// - Parameters:
  ///   - before: The first variant's figures, one for each round.
  ///   - after: The second variant's, of the same rounds.
  package init?(before: [Double], after: [Double]) {
    precondition(before.count == after.count, "figures of different rounds are not pairs")
    let differences = zip(before, after).map { Logarithm.of($1) - Logarithm.of($0) }
    guard differences.count >= Judge.fewestRounds, differences.allSatisfy(\.isFinite) else {
      return nil
    }
    var sorted: [Double] = []
    let trimmed = TrimmedMean(differences, sorted: &sorted)
    mean = trimmed.mean
    standardError = TrimmedMean.standardError(trimmed.deviations)
    p = SignedRank.pValue(differences)
    rounds = differences.count
  }

  /// The interval of the shift alone, by Student's t (Tukey and McLaughlin): nothing was chosen among
  /// these rounds, so no maximum counts.
  ///
  /// - Parameter level: How often it holds the shift, as a fraction.
  /// - Returns: The interval, as logarithms.
  package func interval(level: Double) -> ClosedRange<Double> {
    let half =
      StudentT.bound(level: level, degrees: TrimmedMean.degrees(of: rounds)) * standardError
    return (mean - half)...(mean + half)
  }
}

extension SignedRank {
  /// Returns the exact two-sided p of two variants' figures, compared round by round.
  package static func pValue(before: [Double], after: [Double]) -> Double {
    precondition(before.count == after.count, "figures of different rounds are not pairs")
    return pValue(zip(before, after).map { Logarithm.of($1) - Logarithm.of($0) })
  }
}
