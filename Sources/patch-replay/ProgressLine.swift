import Measurement
import Wording

/// The live view of a run on standard error: a line for each stage of the first pass, then one
/// line that is drawn anew between rounds, once a second at most.
struct ProgressLine: Sendable {
  let isShown: Bool
  private let pace = Pace()

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
      guard pace.isDue() else { return }
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
