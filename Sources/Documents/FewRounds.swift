extension Comparison {
  /// Says that rounds are too few to compare stages; nil where they are enough.
  ///
  /// - Parameter rounds: Rounds that are whole.
  /// - Returns: One sentence with how many are needed.
  package static func warning(rounds: Int) -> String? {
    guard rounds < fewestRounds else { return nil }
    return "\(rounds == 1 ? "1 round is" : "\(rounds) rounds are") too few to compare stages; "
      + "\(fewestRounds) are needed, and 12 for a fair chance to see a change"
  }
}

extension WorkloadResult {
  /// Why no stage was compared with another; nil where some were, or where there is but one.
  package var whyNotCompared: String? {
    let measured = stages.filter(\.isMeasured)
    guard measured.count > 1, stages.allSatisfy({ $0.vsPrevious == nil && $0.vsBase == nil }) else {
      return nil
    }
    let rounds = measured.map(\.samples.count).min() ?? 0
    return notCompared ?? Comparison.warning(rounds: rounds)
      ?? "no ratios can be formed of these figures"
  }
}
