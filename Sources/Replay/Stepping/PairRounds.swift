internal import Documents
internal import Synchronization

/// The rounds that a session of the stepper has measured, so that more rounds add to them.
final class PairRounds: Sendable {
  /// A stage, with the one before it, and a workload.
  struct Key: Hashable, Sendable {
    let stage: Int
    let workload: String
  }

  private let figures = Mutex<[Key: (before: [Double], after: [Double])]>([:])
  private let changes = Mutex<[Key: Comparison]>([:])
  private let isAny = Mutex(false)

  /// Whether nothing was measured here so far.
  var isEmpty: Bool { isAny.withLock { !$0 } }

  /// Takes note that rounds were measured, be it to find a change or to confirm one.
  func note() { isAny.withLock { $0 = true } }

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
  func found(_ change: Comparison, of key: Key) { changes.withLock { $0[key] = change } }

  /// The change that the rounds of a pair have shown so far.
  func change(of key: Key) -> Comparison? { changes.withLock { $0[key] } }
}
