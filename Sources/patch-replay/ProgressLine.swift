import Measurement
import Synchronization
import Wording

/// The live view of a run on standard error: a line for each stage of the first pass, then one
/// line that is drawn anew between rounds, once a second at most.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let drawn = Mutex<Double>(-1)

  init(isShown: Bool) { self.isShown = isShown }

  func show(_ progress: Progress) {
    guard isShown else { return }
    switch progress {
    case .walked(let name, let readings):
      let figures = readings.map {
        "\($0.workload) \(Int($0.throughput.rounded())) \($0.unit), "
          + "\(Int($0.requestsPerCall.rounded())) req"
      }
      Terminal.report("\(figures.joined(separator: "  "))  \(name)")
    case .finished(let round, let rounds, let seconds, let left, let leader):
      let isDue = drawn.withLock { last in
        guard last < 0 || seconds - last >= 1 else { return false }
        last = seconds
        return true
      }
      guard isDue else { return }
      let count = rounds.map { "\(round)/\($0)" } ?? "\(round)"
      let provisional = leader.map {
        "  provisional: \($0.workload) patch \($0.stage) ×\(Columns.factor($0.ratio))"
      }
      Terminal.progress(
        "round \(count)\(provisional ?? "")  \(Int(seconds.rounded())) s, about "
          + "\(Int(left.rounded())) s left")
    }
  }

  func clear() {
    if isShown { Terminal.progress("") }
  }
}
