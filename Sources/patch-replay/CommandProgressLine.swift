import CommandLane
import Documents
import Presentation

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
        Terminal.report("\(stage.name) does not build:")
        for line in problem.split(separator: "\n") { Terminal.report("  \(line)") }
      } else if isShown {
        Terminal.progress(
          "built \(stage.name) (\(Int(seconds.rounded())) s)  \(stage.subject ?? "")")
      }
    case .known(let patches, let run):
      clear()
      Terminal.report(
        "\(Self.measured(patches)) measured by \(run); --again measures again")
    case .knownTooLittle(let patches, let run):
      clear()
      Terminal.report(
        "\(Self.measured(patches)) measured by \(run) only, fewer than requested now; all is "
          + "measured again, because rounds of two runs are not combined")
    case .reading(let readings):
      guard isShown else { return }
      Terminal.progress("")
      for reading in readings {
        let command = readings.count == 1 ? "" : "`\(reading.command)`: "
        Terminal.report("reading: \(command)\(Self.words(reading))")
      }
    case .planned(let round, let rounds):
      guard isShown else { return }
      Terminal.progress("")
      Terminal.report(
        "one round takes \(Self.duration(round)); all \(rounds) take at most "
          + "\(Self.duration(round * Double(rounds)))")
    case .measured(let stage, let round, let rounds, let left, let leader):
      guard isShown, pace.isDue() else { return }
      let count = round == 0 ? "warm-up round, discarded" : "round \(round)/\(rounds)"
      Terminal.progress(
        "\(count)  \(stage) measured, about \(Self.duration(left)) left"
          + ProgressLine.provisional(leader))
    case .confirming(let changes, let rounds, let seconds):
      guard isShown else { return }
      Terminal.progress("")
      let names = changes.map(PatchRanges.words).joined(separator: "; ")
      Terminal.report(
        "\(names): fresh rounds of the stages before and after follow, \(rounds) at most, about "
          + Self.duration(seconds))
    case .confirmed(let patches, let round, let rounds):
      guard isShown else { return }
      let names = patches.map(\.description).joined(separator: ", ")
      Terminal.progress("confirming patch \(names): round \(round)/\(rounds)")
    case .counted(let stage, let done, let all):
      guard isShown else { return }
      Terminal.progress("instructions of \(stage) counted: run \(done)/\(all)")
    case .profiled(let stage):
      guard isShown else { return }
      Terminal.progress("functions of \(stage) counted")
    case .failed(let stage, let reason):
      clear()
      Terminal.report(
        "\(stage) failed: \(reason.split(separator: "\n").joined(separator: " / "))"
      )
    }
  }

  func clear() {
    if isShown { Terminal.progress("") }
  }

  private static func words(_ reading: OutputReading) -> String {
    let formats = reading.formats.map { "\(Columns.counted($0.metrics, "metric")) of \($0.name)" }
    let asked = reading.asked == 0 ? [] : ["\(Columns.counted(reading.asked, "metric")) asked for"]
    let found = (formats + asked).joined(separator: ", ")
    return found.isEmpty
      ? "nothing in the output was understood as a figure; wall time is compared"
      : "\(found); wall time, CPU, memory beside them"
  }

  private static func measured(_ patches: [PatchNumber]) -> String {
    "\(PatchRanges.words(patches)) \(patches.count == 1 ? "was" : "were")"
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    return whole < 120 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
