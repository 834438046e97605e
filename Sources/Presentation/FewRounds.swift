package import Documents

/// Rounds that are too few to compare stages, in words.
package enum FewRounds {
  /// The judge's `fewestRounds`, which rooms that only present must not import; a test holds both
  /// equal.
  package static let needed = 6

  /// Says that rounds are too few to compare stages; nil if they are enough.
  ///
  /// - Parameter rounds: Complete rounds.
  /// - Returns: One sentence with how many are needed.
  package static func warning(rounds: Int) -> String? {
    guard rounds < needed else { return nil }
    return "\(rounds == 1 ? "1 round is" : "\(rounds) rounds are") too few to compare stages; "
      + "\(needed) are needed, and 12 for a fair chance to see a change"
  }
}

extension WorkloadResult {
  /// Why no stage was compared with another; nil if some were, or if there is only one.
  package var whyNotCompared: String? {
    let measured = stages.filter(\.isMeasured)
    guard measured.count > 1, stages.allSatisfy({ $0.vsPrevious == nil && $0.vsBase == nil }) else {
      return nil
    }
    let rounds = measured.map(\.samples.count).min() ?? 0
    return notCompared ?? FewRounds.warning(rounds: rounds)
      ?? "no ratios can be formed of these figures"
  }
}
