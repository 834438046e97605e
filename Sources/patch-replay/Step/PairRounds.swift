import Synchronization

/// The rounds that a session of the stepper has measured, so that more rounds add to them.
final class PairRounds: Sendable {
  /// A stage, with the one before it, and a workload.
  struct Key: Hashable, Sendable {
    let stage: Int
    let workload: String
  }

  private let figures = Mutex<[Key: (before: [Double], after: [Double])]>([:])

  /// Adds rounds to those of the same pair.
  ///
  /// - Parameters:
  ///   - new: The figures of both stages, one for each round.
  ///   - key: Which pair they are of.
  ///   - isAlone: Whether they are to be judged without the earlier ones, and kept apart.
  /// - Returns: What is to be judged.
  func add(
    _ new: (before: [Double], after: [Double]), to key: Key, alone isAlone: Bool
  ) -> (before: [Double], after: [Double]) {
    if isAlone { return new }
    return figures.withLock { figures in
      let old = figures[key] ?? ([], [])
      figures[key] = (old.before + new.before, old.after + new.after)
      return (old.before + new.before, old.after + new.after)
    }
  }
}
