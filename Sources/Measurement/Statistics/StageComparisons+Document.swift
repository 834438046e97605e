internal import RunModel

extension StageComparisons {
  /// What shows that a change is none, as ratios; nil where that was not shown.
  func equivalence(
    _ change: Change, _ verdict: Verdict, ratio: (Double) -> Double
  ) -> Equivalence? {
    guard verdict == .noChange, let bounds = equivalence(change) else { return nil }
    let ends = [ratio(bounds.lowerBound), ratio(bounds.upperBound)].sorted()
    return Equivalence(low: ends[0], high: ends[1])
  }

  /// Adds to a comparison what stays open about it, where it is inconclusive, and the cross-check
  /// of a patch.
  ///
  /// - Parameters:
  ///   - comparison: The comparison of the change.
  ///   - change: The change.
  ///   - signedRankP: The adjusted p of the patch; nil where the change is not one patch's.
  /// - Returns: The comparison with both.
  func completed(
    _ comparison: Comparison, _ change: Change, signedRankP: Double?
  ) -> Comparison {
    var comparison = comparison
    comparison.signedRankP = signedRankP
    if comparison.verdict == Verdict.inconclusive.word, let doubt = doubt(change) {
      comparison.notExcluded = doubt.notExcluded
      comparison.moreRounds = doubt.moreRounds
    }
    return comparison
  }
}
