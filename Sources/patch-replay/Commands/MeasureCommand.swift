import ArgumentParser
import CommandLane
import Documents
import Foundation
import Glibc
import PatchMail
import Replay
import Reports
import Rounds

/// `measure`: any project's own build and run commands at every stage.
struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Build and run any project at every patch of a series, and say which changed what.",
    discussion: """
      Every stage is built before anything is measured, and kept: a stage whose files, commands and \
      tools are the same is not built again. A built stage that no run has used for 30 days is \
      removed. Then come rounds in which every stage runs once. \
      Ctrl-C ends after the command that runs, a second one at once; both show what is known, and \
      --resume goes on.
      """)

  @Argument(help: MailboxArguments.help)
  var mailboxes: [String] = []

  @Option(help: ArgumentHelp("The repository.", valueName: "dir"))
  var repo: String?

  @Option(help: ArgumentHelp("The commit to apply to; HEAD unless told.", valueName: "rev"))
  var base: String?

  @Option(help: ArgumentHelp("Apply to the files of this folder.", valueName: "dir"))
  var tree: String?

  @Option(
    help: ArgumentHelp(
      "Measure these commits of --repo instead of mail.", valueName: "base..tip"))
  var range: String?

  @OptionGroup var text: TextOptions
  @OptionGroup var command: CommandOptions
  @OptionGroup var rounds: RoundOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var limits: FailureOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesChoice

  @Option(help: ArgumentHelp("Where run.json and the journal go.", valueName: "dir"))
  var out = "patch-replay-out"

  @Flag(
    help: """
      Build the base once more elsewhere and measure it in every round: what a build alone changes is \
      blamed on no patch.
      """)
  var layoutFloor = false

  @Flag(help: "Go on with the journal that is there.")
  var resume = false

  @Flag(help: "Measure patches again that an earlier run with the same commands has measured.")
  var again = false

  @Option(
    help: ArgumentHelp(
      "Where built stages and results are kept; ~/.cache/patch-replay unless told.",
      valueName: "dir"))
  var cache: String?

  @Flag(help: "Print run.json's document.")
  var json = false

  func validate() throws {
    try MailboxArguments.refuseMixedInput(mailboxes)
    guard mailboxes.isEmpty != (range == nil) else {
      throw ValidationError("Say either a mailbox or --range.")
    }
    guard (repo == nil) != (tree == nil) else {
      throw ValidationError("Say either --repo or --tree.")
    }
    guard range == nil || repo != nil else { throw ValidationError("--range goes with --repo.") }
    guard base == nil || (repo != nil && range == nil) else {
      throw ValidationError("--base goes with a mailbox and --repo.")
    }
  }

  func run() async throws {
    try limits.refuseUnknown(command.settings.metricNames())
    let sources = try readSources()
    let folder = try OutputFolder(out)
    let journal = folder.path + "/journal.jsonl"
    if !resume || access(journal, F_OK) != 0 {
      if resume { Terminal.report("--resume: \(journal) is not there; everything is measured") }
      folder.announceReplacing()
    }
    var experiment = CommandExperiment(
      stages: sources.stages, settings: command.settings, end: rounds.end,
      seed: rounds.seed ?? UInt64.random(in: 0..<(1 << 53)), cache: cache ?? Self.standardCache,
      journal: journal, resumes: resume, measuresAll: again,
      program: try Self.ownPath())
    experiment.confirms = confirmation.confirm
    experiment.findsLayoutFloor = layoutFloor
    experiment.conditions = limits.conditions
    var environment = RunEnvironment.current(
      server: command.runs.joined(separator: "; "), program: PatchReplay.programVersion)
    environment.machine = await MachineSurvey.now(asksCompilers: true)
    let line = CommandProgressLine(isShown: rounds.progress || Terminal.errorIsTerminal)
    let stop = StopToken()
    InterruptSignals.listen(for: stop)
    let measurement: CommandMeasurement
    do {
      measurement = try await CommandMeasurement.measure(
        experiment, stop: stop, export: sources.export, progress: line.show)
    } catch CommandError.interrupted {
      throw Failure(.interrupted, "interrupted; what is built is kept, --resume goes on")
    }
    line.clear()
    let run = measurement.run(
      series: sources.series, apply: sources.apply, environment: environment,
      commandLine: CommandLine.arguments, range: range)
    let isEmpty = run.lanes.values.allSatisfy(\.workloads.isEmpty)
    if measurement.isInterrupted, isEmpty {
      // Nothing that was measured earlier is given up for this.
      if json { try Terminal.print(JSONText.pretty(run)) }
      throw Failure(
        .interrupted,
        "interrupted before a round was whole: nothing is known yet, and no run.json is written; "
          + "--resume goes on with \(journal)")
    }
    let lost = folder.write(["run.json": { try JSONText.pretty(run) }])
    try Terminal.print(json ? JSONText.pretty(run) : TextReport(run, style: text.style).render())
    if let lost { throw lost }
    Terminal.report("\(ending(measurement)); written: \(folder.path)/run.json")
    do throws(Failure) { try judge(measurement, sources) } catch {
      // What a gate found must not be hidden by a stage that does not build.
      if let found = gate(run) { Terminal.report("patch-replay: \(found.message)") }
      throw error
    }
    if let found = gate(run) { throw found }
  }

  /// What `--fail-on` finds; nil where it finds nothing.
  private func gate(_ run: Run) -> Failure? {
    guard let lane = run.lanes[.command] else { return nil }
    do throws(Failure) { try limits.check(lane) } catch { return error }
    return nil
  }

  private func readSources() throws -> StageSources {
    if let range, let repo { return try StageSources(range: range, repository: repo) }
    let series = try choice.read(mailboxes, with: mail)
    guard !series.patches.isEmpty else {
      throw Failure(
        .badInput,
        "\(MailboxArguments.name(mailboxes)): the series has no patches here to apply")
    }
    return try StageSources(
      series,
      onto: tree.map { .folder($0) } ?? .repository(repo ?? ".", base: base ?? "HEAD"))
  }

  private func ending(_ measurement: CommandMeasurement) -> String {
    measurement.isInterrupted
      ? "interrupted" : "stopped by \(measurement.reason?.rawValue ?? "an error")"
  }

  /// Turns a bad answer into exit code 1, after everything that is known has been shown.
  private func judge(_ measurement: CommandMeasurement, _ sources: StageSources) throws(Failure) {
    if measurement.isInterrupted {
      throw Failure(.interrupted, "interrupted; --resume goes on with \(out)/journal.jsonl")
    }
    if let problem = measurement.problem { throw Failure(problem) }
    if let problem = sources.apply?.problem { throw Failure(.badAnswer, problem) }
    if let failure = measurement.failures.first {
      throw Failure(.badAnswer, failure)
    }
    if let series = sources.series, !series.complete {
      throw Failure(
        .badAnswer, "\(series.patches.count) of \(series.expected) patches are here")
    }
  }

  private static var standardCache: String {
    let variables = ProcessInfo.processInfo.environment
    let caches =
      variables["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (variables["HOME"] ?? "/tmp") + "/.cache"
    return caches + "/patch-replay"
  }

  private static func ownPath() throws(Failure) -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw Failure(
        .unavailable, "this program's own place cannot be read from /proc/self/exe")
    }
  }
}
