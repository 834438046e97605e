import ArgumentParser
import Documents
import Replay
import Reports

/// `replay`: the engine lane alone, stage by stage.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Measure the engine at every stage of a series.",
    discussion: """
      Each patch is mapped to a stage of the request engine. One pass walks the stages in order; \
      then rounds over all stages follow, each from a random one on and either way round, by a \
      recorded seed.
      """)

  @OptionGroup var mailboxes: MailboxArguments

  @Option(
    help: ArgumentHelp(
      "Where to measure: engine, kernel, or engine,kernel in the same rounds.",
      discussion: "By default the engine, and the kernel beside it where a mount can be made.",
      valueName: "lanes"))
  var lane: LaneList?

  @Flag(help: "Print run.json's document.")
  var json = false

  @OptionGroup var text: TextOptions
  @OptionGroup var patches: PatchOptions
  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var limits: FailureOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesOptions

  func validate() throws {
    if lane?.lanes.contains(.kernel) ?? false { try experiment.refuseForKernelLane() }
  }

  func run() async throws {
    var request = ReplayRequest(
      choice.request(mailboxes.paths, mail),
      experiment: experiment.request(server.choice, confirms: confirmation.confirm))
    request.patches = patches.choice
    request.lanes = lane?.lanes
    request.gate = try limits.gate
    let line = experiment.rounds.progressLine
    let outcome = try await request.perform(PatchReplay.invocation, line.observer)
    line.clear()
    try outcome.show { run in
      try json ? JSONText.pretty(run) : TextReport(run, style: text.style).render()
    }
  }
}
