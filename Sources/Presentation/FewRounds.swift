package import Documents

/// Rounds that are too few to compare stages, in words.
package enum FewRounds {
  /// The judge's `fewestRounds`, which rooms that only present must not import; a test holds both
  /// equal.
  package static let needed = 6

  /// Says that rounds are too few to compare stages; nil if they are enough.
  ///
  /// - Parameter rounds: Complete rounds.
  /// - Returns: The warning.
  package static func warning(rounds: Int) -> Warning? {
    rounds < needed ? .fewRounds(rounds) : nil
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
    return notCompared ?? FewRounds.warning(rounds: rounds)?.sentence
      ?? "no ratios can be formed of these figures"
  }
}
