import Presentation
import Rounds
import Synchronization

/// The live view of a run on standard error: a line for each stage of the first pass, then one
/// line that is drawn anew between rounds, once a second at most.
struct ProgressLine: Sendable {
  let isShown: Bool
  private let pace = Pace()
  private let rounds = Rounds()

  /// What the rounds that are over say.
  private final class Rounds: Sendable {
    let text = Mutex("first round")
  }

  init(isShown: Bool) { self.isShown = isShown }

  func show(_ progress: Progress) {
    guard isShown else { return }
    switch progress {
    case .walked(let name, let readings):
      let figures = readings.map {
        "\($0.workload) \(Int($0.throughput.rounded())) \($0.unit)"
          + ($0.requestsPerCall.map { ", \(Int($0.rounded())) req" } ?? "")
      }
      Terminal.report("\(figures.joined(separator: "  "))  \(name)")
    case .measured(let name):
      guard pace.isDue() else { return }
      Terminal.progress("\(rounds.text.withLock { $0 })  \(name)")
    case .confirming(let patches, let workload, let count):
      clear()
      Terminal.report(
        "\(workload): \(PatchRanges.words(patches)): \(count) fresh rounds of the stages before and "
          + "after")
      rounds.text.withLock { $0 = "first round" }
    case .finished(let round, let count, _, let left, let leader):
      let done = count.map { "\(round)/\($0) rounds" } ?? "\(round) rounds"
      rounds.text.withLock {
        $0 = "\(done), about \(Int(left.rounded())) s left\(Self.provisional(leader))"
      }
    }
  }

  /// What stands out so far, in words.
  static func provisional(_ leader: Leader?) -> String {
    leader.map {
      "  provisional: \($0.workload) \($0.patch.map { "patch \($0)" } ?? "") \(Columns.change($0.ratio))"
    } ?? ""
  }

  func clear() {
    if isShown { Terminal.progress("") }
  }
}
