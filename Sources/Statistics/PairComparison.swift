package import Documents

/// A stage against the one before it, judged from rounds of these two alone.
package enum PairComparison {
  /// Compares the figures of two stages, round by round.
  ///
  /// - Parameters:
  ///   - before: The throughput of the first stage in each round.
  ///   - after: The throughput of the second in the same rounds.
  ///   - seed: The seed of the bootstrap.
  /// - Returns: The change with its interval, verdict and exact signed-rank p; nil where there are too
  ///   few rounds to judge.
  package static func judge(
    before: [Double], after: [Double], seed: UInt64
  ) -> Comparison? {
    let rounds = zip(before, after).map { [Logarithm.of($0), Logarithm.of($1)] }
    guard let comparisons = StageComparisons(logarithms: [rounds], seed: seed) else { return nil }
    let change = comparisons.change(workload: 0, from: 0, to: 1)
    let comparison = comparisons.comparison(
      change, patch: 1, comparisons.attribution(workload: 0)
    ) { _ in nil }
    return comparisons.completed(
      comparison, change, signedRankP: comparisons.signedRankPValues[0].first)
  }

  /// Judges whether fresh rounds confirm a change.
  ///
  /// - Parameters:
  ///   - ratio: The change that was found.
  ///   - before: The throughput of the first stage in each round.
  ///   - after: The throughput of the second in the same rounds.
  /// - Returns: What the rounds say; nil where they are too few.
  package static func confirm(
    _ ratio: Double, before: [Double], after: [Double]
  ) -> Confirmation? {
    let differences = zip(before, after).map { Logarithm.of($1) - Logarithm.of($0) }
    return Confirmation(
      differences: differences, p: SignedRank.pValue(differences), of: ratio)
  }
}
