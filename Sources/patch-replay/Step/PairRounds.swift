import Synchronization

/// The rounds that a session of the stepper has measured, so that more rounds add to them.
final class PairRounds: Sendable {
  /// A stage, with the one before it, and a workload.
  struct Key: Hashable, Sendable {
    let stage: Int
    let workload: String
  }

  private let figures = Mutex<[Key: (before: [Double], after: [Double])]>([:])
  private let ratios = Mutex<[Key: Double]>([:])

  /// Adds rounds to those of the same pair.
  ///
  /// - Parameters:
  ///   - new: The figures of both stages, one for each round.
  ///   - key: Which pair they are of.
  /// - Returns: All of them.
  func add(
    _ new: (before: [Double], after: [Double]), to key: Key
  ) -> (before: [Double], after: [Double]) {
    figures.withLock { figures in
      let old = figures[key] ?? ([], [])
      figures[key] = (old.before + new.before, old.after + new.after)
      return (old.before + new.before, old.after + new.after)
    }
  }

  /// Takes note of the change that all rounds of a pair showed.
  func found(_ ratio: Double, of key: Key) { ratios.withLock { $0[key] = ratio } }

  /// The change that the rounds of a pair have shown so far.
  func ratio(of key: Key) -> Double? { ratios.withLock { $0[key] } }
}
