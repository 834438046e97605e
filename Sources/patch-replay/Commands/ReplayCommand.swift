import ArgumentParser
import Documents
import EngineLane
import FuseSeries
import PatchMail
import Replay
import Reports
import Rounds

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
      "Where to measure: engine, kernel, or engine,kernel in the same rounds.", valueName: "lanes"))
  var lane = LaneList(lanes: [.engine])

  @Flag(help: "Print run.json's document.")
  var json = false

  @OptionGroup var text: TextOptions
  @OptionGroup var patches: PatchChoice
  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var limits: FailureOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesChoice

  func validate() throws {
    if lane.lanes.contains(.kernel) { try experiment.refuseForKernelLane() }
  }

  func run() async throws {
    let series = SeriesSummary(try choice.read(mailboxes.paths, with: mail))
    let stages = try SeriesStages.of(series, patches)
    guard !stages.isEmpty else {
      throw Failure(
        .badAnswer,
        "\(mailboxes.name): no patch of the series is a stage of the engine; nothing to measure")
    }
    guard !lane.lanes.contains(.kernel) || server.connect == nil else {
      throw Failure(.usage, "--lane kernel mounts a server that is started; --connect has none")
    }
    guard lane.lanes.contains(.engine) || limits.failOn.isEmpty else {
      throw Failure(.usage, "--fail-on judges patches, which only the engine's lane has")
    }
    try limits.refuseUnknown(experiment.workloadRuns(for: stages).map(\.description))
    let stop = StopToken()
    InterruptSignals.listen(for: stop)
    let measured = try await experiment.measure(
      stages, lanes: lane.lanes, series: series, apply: nil,
      without: SeriesStages.leftOut(of: series, patches), server: server,
      confirms: confirmation.confirm, stop: stop)
    let run = measured.run
    try Terminal.print(json ? JSONText.pretty(run) : TextReport(run, style: text.style).render())
    if measured.failure != nil || run.settings.stopped == .interrupted,
      let ending = SeriesStages.ending(series, measured)
    {
      throw ending
    }
    for lane in run.patchLanes { try limits.check(lane.result) }
    if let ending = SeriesStages.ending(series, measured) { throw ending }
  }
}
