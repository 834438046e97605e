import ArgumentParser
import Documents
import Replay
import Reports

/// `run`, the main job: read the series, apply it, measure every stage, report.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Read a series, apply it patch by patch, measure every stage, and report.",
    discussion: """
      The patches are applied in memory: to a repository's commit (--repo), to the files of a \
      folder (--tree), or, with neither, to a base made of their own context, which shows whether \
      they agree with each other. The result goes to standard output, to DIR/run.json and to \
      DIR/report.html.
      """)

  @OptionGroup var mailboxes: MailboxArguments

  @Option(help: ArgumentHelp("Where run.json and report.html go.", valueName: "dir"))
  var out = "patch-replay-out"

  @Option(
    help: ArgumentHelp(
      "Where to measure: engine, kernel, or engine,kernel in the same rounds.",
      discussion: "By default the engine, and the kernel beside it where a mount can be made.",
      valueName: "lanes"))
  var lane: LaneList?

  @OptionGroup var target: TargetOptions
  @OptionGroup var text: TextOptions
  @OptionGroup var patches: PatchOptions
  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesOptions

  func validate() throws {
    if lane?.lanes.contains(.kernel) ?? false { try experiment.refuseForKernelLane() }
  }

  func run() async throws {
    var request = RunRequest(
      choice.request(mailboxes.paths, mail),
      experiment: experiment.request(server.choice, confirms: confirmation.confirm), out: out)
    request.patches = patches.choice
    request.target = target.place
    request.lanes = lane?.lanes
    let line = experiment.rounds.progressLine
    let outcome = try await request.perform(PatchReplay.invocation, line.observer)
    line.clear()
    try outcome.show { answer in
      switch answer {
      case .refused(let applied): render(applied)
      case .read(let run):
        InspectReport(
          InspectDocument(messages: [], series: run.series.map { [$0] } ?? [], problems: []),
          style: text.style
        ).render() + render(run.apply)
      case .measured(let run): TextReport(run, style: text.style).render()
      }
    }
  }

  private func render(_ applied: ApplyDocument?) -> String {
    applied.map { ApplyReport($0, style: text.style).render() } ?? ""
  }
}
