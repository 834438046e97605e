import Measurement

/// The live view of a run on standard error: a line for each stage of the first pass, then one
/// line that is drawn anew after each round.
struct ProgressLine: Sendable {
  let isShown: Bool

  func show(_ progress: Progress) {
    guard isShown else { return }
    switch progress {
    case .walked(let name, let readings):
      let figures = readings.map {
        "\($0.workload) \(Int($0.throughput.rounded())) \($0.unit), "
          + "\(Int($0.requestsPerCall.rounded())) req"
      }
      Terminal.report("\(figures.joined(separator: "  "))  \(name)")
    case .finished(let round, let rounds, let seconds, let left):
      let count = rounds.map { "\(round)/\($0)" } ?? "\(round)"
      Terminal.progress(
        "round \(count)  \(Int(seconds.rounded())) s, about \(Int(left.rounded())) s left")
    }
  }

  func clear() {
    if isShown { Terminal.progress("") }
  }
}
