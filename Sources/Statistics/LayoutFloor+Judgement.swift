package import Documents

extension LayoutFloor {
  /// Judges the base built again against the base; nil where there are too few rounds.
  ///
  /// The floor is the largest change within the 95 % interval.
  package init?(base: [Double], rebuilt: [Double]) {
    guard (base + rebuilt).allSatisfy({ $0 > 0 }) else { return nil }
    let differences = zip(base, rebuilt).map { Logarithm.of($1) - Logarithm.of($0) }
    guard let bounds = SignedRank.interval(differences, level: 0.95) else { return nil }
    self.init(
      ratio: Logarithm.undo(SignedRank.pseudoMedian(differences)),
      low: Logarithm.undo(bounds.lowerBound), high: Logarithm.undo(bounds.upperBound),
      signedRankP: SignedRank.pValue(differences))
  }

  /// The largest change that a build alone may make, as a logarithm.
  package var logarithm: Double { max(abs(Logarithm.of(low)), abs(Logarithm.of(high))) }
}
