import ArgumentParser
import Documents
import Failures
import Replay
import Reports

/// What `run` and `replay` take, which are one command but for what they do unless asked otherwise.
struct RunOptions: ParsableArguments {
  @OptionGroup var mailboxes: MailboxArguments

  @Option(
    help: ArgumentHelp(
      "Where run.json and report.html go (default: \(RunCommand.folder); replay writes neither).",
      discussion: "An earlier run in that folder is moved to earlier/TIME in it.",
      valueName: "dir"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Where to measure: engine, kernel, or engine,kernel in the same rounds.",
      discussion: "By default the engine, and the kernel beside it where a mount can be made.",
      valueName: "lanes"))
  var lane: LaneList?

  @Flag(help: "Print run.json's document.")
  var json = false

  @OptionGroup var target: TargetOptions
  @OptionGroup var text: TextOptions
  @OptionGroup var patches: PatchChoiceOptions
  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var limits: FailureOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesOptions

  func validate() throws {
    if lane?.lanes.contains(where: \.needsMount) ?? false { try experiment.refuseForKernelLane() }
  }

  /// Does the job and shows what came of it.
  ///
  /// - Parameters:
  ///   - standardTarget: What the patches are applied to where no option says it; nil for nothing.
  ///   - standardFolder: Where the result goes where no option says it; nil for nowhere.
  /// - Throws: What ends the program with anything but success.
  func perform(standardTarget: ApplyTarget?, standardFolder: String?) async throws {
    var request = RunRequest(
      choice.request(mailboxes.paths, mail),
      experiment: experiment.request(server.choice, confirms: confirmation.confirm),
      out: out ?? standardFolder)
    request.patches = patches.choice
    request.target = target.place ?? standardTarget
    request.lanes = lane?.lanes
    request.gate = try limits.gate
    let line = experiment.rounds.progressLine
    let outcome = try await request.perform(PatchReplay.invocation, line.observer)
    line.clear()
    try outcome.show { answer in
      try json ? document(answer) : report(answer)
    } lastLines: { answer in
      switch answer {
      case .refused: nil
      case .read(let run, let written), .measured(let run, let written):
        LastLines(run, written, text.style, isDocument: json)
      }
    }
  }

  private func document(_ answer: RunRequest.Answer) throws -> String {
    switch answer {
    case .refused(let applied): try applied.map { try JSONText.pretty($0) } ?? ""
    case .read(let run, _), .measured(let run, _): try JSONText.pretty(run)
    }
  }

  private func report(_ answer: RunRequest.Answer) -> String {
    switch answer {
    case .refused(let applied): report(applied)
    case .read(let run, _):
      InspectReport(
        InspectDocument(messages: [], series: run.series.map { [$0] } ?? [], problems: []),
        style: text.style
      ).render() + report(run.apply)
    case .measured(let run, _): TextReport(run, style: text.style).render()
    }
  }

  private func report(_ applied: ApplyDocument?) -> String {
    applied.map { ApplyReport($0, style: text.style).render() } ?? ""
  }
}
