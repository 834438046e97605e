internal import Documents
internal import EngineLane
internal import Failures
internal import PatchMail
internal import Rounds
internal import Stepper

/// What the user steps through: a series, or a run that was kept.
struct StepInput {
  let run: Run
  /// What the series is applied to; nil for a run that was kept, of which only the text is here.
  let target: ApplyTarget?
  private let files: any StageFiles
  /// The mails' own series, where it was read.
  let series: ParsedSeries?

  /// Takes a run that was kept.
  init(_ run: Run) {
    self.run = run
    target = nil
    series = nil
    files = SeriesFiles(run.series)
  }

  /// Takes a series and applies it.
  init(
    _ series: ParsedSeries, onto target: ApplyTarget, server: ServerChoice, _ invocation: Invocation
  ) throws(Failure) {
    let server = try server.place(invocation).description
    let summary = SeriesSummary(series, includesText: true)
    self.series = series
    self.target = target
    let trees = try target.trees(of: series, invocation.environment)
    files = trees.map { TreeFiles($0) } ?? SeriesFiles(series)
    run = Run(
      series: summary, apply: trees?.document ?? ApplyDocument(hollow: series),
      environment: RunEnvironment.current(server: server, program: invocation.version),
      settings: RunSettings(
        seed: 0, rounds: 0, seconds: nil, without: [], workloads: [], bytesPerFile: 0),
      lanes: [:], warnings: [])
  }

  /// Lays out what the stepper shows.
  func material() throws(Failure) -> StepMaterial {
    let stages = EngineStages(run.series)
    return StepMaterial(
      run: run, designs: stages.designs, files: files,
      requests: try stages.requests(of: workloads))
  }

  private var workloads: [String] {
    run.lanes[.engine]?.workloads.map(\.name)
      ?? ExperimentRequest.defaultWorkloads(run.series?.plan)
  }
}
