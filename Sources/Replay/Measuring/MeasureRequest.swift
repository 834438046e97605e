package import CommandLane
package import Documents
package import Failures
internal import Glibc
internal import PatchMail
internal import Reports
package import Rounds

/// Asks to build and run any project at every patch of a series, or at every commit of a range.
package struct MeasureRequest: Sendable {
  /// Where the stages come from.
  package enum Source: Sendable {
    case mail(SeriesRequest, onto: ApplyTarget)
    /// The commits of `BASE..TIP` in a repository.
    case commits(String, repository: String)
  }

  /// Where the stages come from.
  package var source: Source
  /// What is done at each stage.
  package var settings: CommandSettings
  /// When to stop.
  package var end: StopRule
  /// The seed of everything random; any where nil.
  package var seed: UInt64?
  /// Whether patches that the run names are measured again.
  package var confirms = false
  /// When the run counts as failed.
  package var gate = FailureGate.open
  /// The folder for `run.json`, `report.html` and the journal.
  package var out: String
  /// Whether the base is built a second time elsewhere, and measured too.
  package var findsLayoutFloor = false
  /// Whether to go on with the journal that is there.
  package var resumes = false
  /// Whether patches are measured that an earlier run has measured.
  package var measuresAll = false
  /// What is counted beside or in place of the rounds; which code patches touch is found here.
  package var counting = Counting()
  /// Seconds that a stage's build may take; the usual limit where nil.
  package var buildLimit: Double?
  /// Where built stages and results are kept; the user's cache folder where nil.
  package var cache: String?

  package init(_ source: Source, settings: CommandSettings, end: StopRule, out: String) {
    self.source = source
    self.settings = settings
    self.end = end
    self.out = out
  }

  /// What was measured.
  package struct Answer: Sendable {
    package let run: Run
    /// Whether no figure of it is known.
    package let isEmpty: Bool
    /// What is written of it.
    package let written: WrittenFiles
  }

  /// Builds and measures.
  ///
  /// - Returns: The run, which is written already unless it is empty; how it ends is
  ///   ``MeasureEnding``'s matter.
  /// - Throws: ``Failure`` where nothing can be shown.
  package func perform(
    _ invocation: Invocation, _ observer: Observer<CommandProgress>
  ) async throws(Failure) -> Outcome<Answer> {
    let names: [String]?
    do throws(CommandError) { names = try settings.metricNames() } catch { throw Failure(error) }
    let counted = counting.countsStages ? settings.countedNames : []
    try gate.refuseUnknown(counting.timesRounds ? names.map { $0 + counted } : counted)
    let sources = try readSources(invocation.environment, observer.notices)
    let folder = try OutputFolder(out)
    let lock = try FolderLock(folder)
    defer { lock.release() }
    let experiment = try experiment(sources, folder, invocation, observer.notices)
    var environment = RunEnvironment.current(
      server: settings.runs.joined(separator: "; "), program: invocation.version)
    environment.machine = await MachineSurvey.now(asksCompilers: true)
    observer.measuringBegins()
    let measurement: CommandMeasurement
    do {
      measurement = try await CommandMeasurement.measure(
        experiment, stop: observer.stop, export: sources.export, progress: observer.progress)
    } catch CommandError.interrupted {
      throw Failure(.interrupted, "interrupted; what is built is kept, --resume goes on")
    } catch {
      let failure = Failure(untyped: error)
      guard failure.exitClass == .inputOutput, access(experiment.cache + "/built", F_OK) == 0
      else { throw failure }
      throw Failure(
        failure.exitClass,
        "\(failure.message); what is built is kept in \(experiment.cache), --resume goes on")
    }
    var range: String?
    if case .commits(let text, _) = source { range = text }
    let run = measurement.run(
      series: sources.series, apply: sources.apply, environment: environment,
      commandLine: invocation.arguments, range: range)
    let ending = MeasureEnding(
      measurement: measurement, apply: sources.apply, series: sources.series, gate: gate)
    return ending.outcome(of: run, in: folder, journal: experiment.journal)
  }

  private func experiment(
    _ sources: StageSources, _ folder: OutputFolder, _ invocation: Invocation, _ notices: Notices
  ) throws(Failure) -> CommandExperiment {
    let journal = folder.path + "/journal.jsonl"
    if !resumes || access(journal, F_OK) != 0 {
      if resumes { notices("--resume: \(journal) is not there; everything is measured") }
      try folder.setEarlierAside(notices)
    }
    var experiment = CommandExperiment(
      stages: sources.stages, settings: settings, end: end,
      seed: seed ?? UInt64.random(in: 0..<(1 << 53)),
      cache: cache ?? Self.standardCache(invocation.environment), journal: journal,
      resumes: resumes, measuresAll: measuresAll, program: try invocation.ownFile())
    experiment.confirms = confirms
    experiment.findsLayoutFloor = findsLayoutFloor
    experiment.conditions = gate.conditions
    experiment.counting = counting
    experiment.counting.touched = sources.touchedFiles
    if let buildLimit { experiment.buildLimit = buildLimit }
    return experiment
  }

  private func readSources(
    _ environment: [String: String], _ notices: Notices
  ) throws(Failure) -> StageSources {
    switch source {
    case .commits(let range, let repository):
      return try StageSources(range: range, repository: repository)
    case .mail(let request, let target):
      let series = try request.read(notices)
      guard !series.patches.isEmpty else {
        throw Failure(
          .badInput, "\(request.mail.name): the series has no patches here to apply")
      }
      return try StageSources(series, onto: target, environment)
    }
  }

  /// The program's folder in the user's cache, by the XDG Base Directory Specification.
  static func standardCache(_ environment: [String: String]) -> String {
    let caches =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (environment["HOME"] ?? "/tmp") + "/.cache"
    return caches + "/patch-replay"
  }
}
