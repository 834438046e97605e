internal import Documents
internal import Rounds
internal import Synchronization

/// The rounds that a session of the stepper has measured, so that more rounds add to them.
final class PairRounds: Sendable {
  /// A stage, with the one before it, and a workload.
  struct Key: Hashable, Sendable {
    let stage: Int
    let workload: String
  }

  private let figures = Mutex<[Key: JoinedRounds.Figures]>([:])
  private let results = Mutex<[Key: LaterRounds]>([:])

  /// Adds rounds to those of the same pair.
  ///
  /// - Parameters:
  ///   - new: The figures of both stages, one for each round.
  ///   - key: Which pair they are of.
  /// - Returns: All of them.
  func add(_ new: JoinedRounds.Figures, to key: Key) -> JoinedRounds.Figures {
    figures.withLock { figures in
      let all = (figures[key] ?? JoinedRounds.Figures()).followed(by: new)
      figures[key] = all
      return all
    }
  }

  /// Takes note of what all rounds of a pair showed.
  func found(_ result: LaterRounds, of key: Key) { results.withLock { $0[key] = result } }

  /// The change that the rounds of a pair have shown so far.
  func change(of key: Key) -> Comparison? { results.withLock { $0[key]?.change } }

  /// What was measured here, by patch and workload.
  var all: [LaterRounds] {
    results.withLock { $0.values.sorted { ($0.patch, $0.workload) < ($1.patch, $1.workload) } }
  }
}
