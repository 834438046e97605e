package import Documents

extension StageComparisons {
  /// What shows that a change is none, as ratios; nil where that was not shown.
  package func equivalence(
    _ change: Change, _ judgement: Judgement, ratio: (Double) -> Double
  ) -> Equivalence? {
    guard judgement == .noChange, let bounds = equivalence(change) else { return nil }
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
  package func completed(
    _ comparison: Comparison, _ change: Change, signedRankP: Double?
  ) -> Comparison {
    var comparison = comparison
    comparison.signedRankP = signedRankP
    if comparison.verdict == .inconclusive, let doubt = doubt(change) {
      comparison.notExcluded = doubt.notExcluded
      comparison.moreRounds = doubt.moreRounds
    }
    return comparison
  }
}

extension StageComparisons {
  /// The second stage against the first, as ratios.
  package func ratio(workload: Int) -> Comparison {
    comparison(change(workload: workload, from: 0, to: 1), patch: nil, []) { _ in nil }
  }

  /// Lays a change out as ratios; `number` tells which patch leads to a stage's place.
  package func comparison(
    _ change: Change, patch: Int?, _ intervals: [PatchInterval],
    number: (Int) -> PatchNumber?
  ) -> Comparison {
    let bounds = interval(change)
    let judgement = judgement(change, of: patch, given: intervals)
    var comparison = Comparison(
      ratio: Logarithm.undo(change.mean), low: Logarithm.undo(bounds.lowerBound),
      high: Logarithm.undo(bounds.upperBound), verdict: judgement.verdict,
      suspects: judgement.suspects?.compactMap(number))
    comparison.equivalence = equivalence(change, judgement, ratio: Logarithm.undo)
    return comparison
  }
}
