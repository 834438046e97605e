import CommandLane
import Documents

/// The live view of `measure` on standard error.
struct CommandProgressLine {
  let isShown: Bool
  private let pace = Pace()

  init(isShown: Bool) { self.isShown = isShown }

  func show(_ progress: CommandProgress) {
    switch progress {
    case .built(let stage, let seconds, let problem):
      if let problem {
        clear()
        Terminal.report("stage \(stage.number) does not build:")
        for line in problem.split(separator: "\n") { Terminal.report("  \(line)") }
      } else if isShown {
        Terminal.progress(
          "built stage \(stage.number) (\(Int(seconds.rounded())) s)  \(stage.subject ?? "")")
      }
    case .known(let patches, let run):
      clear()
      Terminal.report(
        "patches 1–\(patches) were measured by \(run); --again measures them once more")
    case .knownTooLittle(let patches, let run):
      clear()
      Terminal.report(
        "patches 1–\(patches) were measured by \(run) only, fewer than asked for now: they are "
          + "measured again, since rounds of two runs are not put together")
    case .planned(let round, let rounds):
      guard isShown else { return }
      Terminal.progress("")
      Terminal.report(
        "a round takes \(Self.duration(round)), all \(rounds) at most "
          + "\(Self.duration(round * Double(rounds)))")
    case .measured(let stage, let round, let rounds, let left, let leader):
      guard isShown, pace.isDue() else { return }
      let count = round == 0 ? "first round, which is discarded" : "round \(round)/\(rounds)"
      Terminal.progress(
        "\(count)  stage \(stage) measured, about \(Self.duration(left)) left"
          + ProgressLine.provisional(leader))
    case .confirmed(let patches, let round, let rounds):
      guard isShown else { return }
      let names = patches.map(\.description).joined(separator: ", ")
      Terminal.progress("confirming patch \(names): round \(round)/\(rounds)")
    case .failed(let stage, let reason):
      clear()
      Terminal.report(
        "stage \(stage < 0 ? "0, built again," : "\(stage)") failed: \(reason.split(separator: "\n").joined(separator: " / "))"
      )
    }
  }

  func clear() {
    if isShown { Terminal.progress("") }
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    return whole < 120 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
