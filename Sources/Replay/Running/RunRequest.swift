package import Documents
internal import EngineLane
package import Failures
internal import PatchMail
internal import Presentation
internal import Reports
package import Rounds

/// Asks for the main job: read a series, apply it, measure every stage, keep the result.
package struct RunRequest: Sendable {
  /// The series.
  package var series: SeriesRequest
  /// Which of its patches.
  package var patches = PatchChoice.all
  /// What they are applied to; nil where they are not to be applied.
  package var target: ApplyTarget? = .hollow
  /// Where to measure; where nil, the engine, and the kernel beside it where a mount can be made.
  package var lanes: Set<PathLane>?
  /// What is measured.
  package var experiment: ExperimentRequest
  /// When the run counts as failed.
  package var gate = FailureGate.open
  /// The folder for `run.json` and `report.html`; nil where nothing is to be written.
  package var out: String?

  package init(_ series: SeriesRequest, experiment: ExperimentRequest, out: String?) {
    self.series = series
    self.experiment = experiment
    self.out = out
  }

  /// How far a run came.
  package enum Answer: Sendable {
    /// Nothing was measured: the series does not apply, or its stages do not fit together.
    case refused(ApplyDocument?)
    /// It was read and applied; no patch of it is a stage of the engine.
    case read(Run, WrittenFiles)
    /// Its stages were measured.
    case measured(Run, WrittenFiles)
  }

  /// Does the whole job.
  ///
  /// - Returns: The run, which is written already; it ends badly where something was lost, the run ended
  ///   early, a condition holds, or the series is damaged or does not apply, in this order.
  /// - Throws: ``Failure`` where nothing can be shown.
  package func perform(
    _ invocation: Invocation, _ observer: Observer<Progress>
  ) async throws(Failure) -> Outcome<Answer> {
    let chosen = try series.read(observer.notices)
    // The page and the stepper show the patches themselves.
    let summary = SeriesSummary(chosen, includesText: out != nil)
    let applied = try apply(chosen, invocation.environment)
    let problem = applied?.problem
    // Stages fit together by their own rules, also where the text of what is left does not.
    if let problem, !patches.isGiven {
      return Outcome(.refused(applied), ending: Failure(.badAnswer, problem))
    }
    let stages: [StageUnderTest]
    do throws(Failure) { stages = try SeriesStages.of(summary, patches) } catch {
      return Outcome(.refused(applied), ending: error)
    }
    try refuseWhatCannotBeMeasured(stages)
    let folder = try out.map { path throws(Failure) in try OutputFolder(path) }
    let lock = try folder.map { folder throws(Failure) in try FolderLock(folder) }
    defer { lock?.release() }
    try folder?.setEarlierAside(observer.notices)
    observer.measuringBegins()
    let subject = ExperimentRequest.Subject(
      series: summary, apply: applied,
      without: try SeriesStages.leftOut(of: summary, patches))
    // The kernel's calls need no stage.
    let hasNothingToMeasure = stages.isEmpty && lanes?.contains { !$0.hasStages } != true
    var measured =
      try hasNothingToMeasure
      ? experiment.nothing(of: subject, invocation)
      : await experiment.measure(stages, lanes: lanes, of: subject, invocation, observer)
    if let problem { measured.run.warnings.append(Warning.remainderDoesNotApply(problem).sentence) }
    return outcome(
      of: measured, isMeasured: !hasNothingToMeasure, problem, keep(measured.run, in: folder))
  }

  /// Refuses what no lane can measure and no gate can judge, before a server is started.
  private func refuseWhatCannotBeMeasured(_ stages: [StageUnderTest]) throws(Failure) {
    try experiment.refuseLanes(lanes)
    guard (lanes?.contains(where: \.hasStages) ?? true) || gate.isOpen else {
      throw Failure(.usage, "--fail-on judges patches, which only the engine's lane has")
    }
    try gate.refuseUnknown(
      stages.isEmpty ? nil : experiment.workloadRuns(for: stages).map(\.description))
  }

  /// Applies the patches that are chosen; nil where there are none, as with a cover letter alone.
  private func apply(
    _ series: ParsedSeries, _ environment: [String: String]
  ) throws(Failure) -> ApplyDocument? {
    guard let target else { return nil }
    var rest = series
    if patches.isGiven {
      let numbers = try patches.choose(from: series.patches.map { PatchNumber($0.number) })
      rest.patches = numbers.compactMap { number in
        series.patches.first { $0.number == number.rawValue }
      }
    }
    return rest.patches.isEmpty ? nil : try target.apply(rest, environment)
  }

  private func keep(_ run: Run, in folder: OutputFolder?) -> WrittenFiles {
    // What was measured first: it must not be lost with a page that cannot be made.
    folder?.write([
      "run.json": { try JSONText.pretty(run) }, "report.html": { try HTMLReport(run).render() },
    ]) ?? WrittenFiles(in: nil)
  }

  private func outcome(
    of measured: MeasuredRun, isMeasured: Bool, _ problem: String?, _ written: WrittenFiles
  ) -> Outcome<Answer> {
    let run = measured.run
    guard isMeasured else {
      let unjudged =
        gate.isOpen
        ? nil : Failure(.badAnswer, "--fail-on cannot be judged: nothing was measured")
      return Outcome(
        .read(run, written), notes: run.warnings,
        ending: written.lost ?? unjudged ?? measured.ending(run.series))
    }
    let answer = Answer.measured(run, written)
    if let ending = written.lost ?? measured.earlyEnding { return Outcome(answer, ending: ending) }
    for lane in run.patchLanes {
      guard let finding = gate.finding(in: lane.result) else { continue }
      return Outcome(answer, notes: finding.notes, ending: finding.failure)
    }
    let remainder = problem.map {
      Failure(.badAnswer, Warning.remainderDoesNotApply($0).sentence)
    }
    return Outcome(answer, ending: measured.ending(run.series) ?? remainder)
  }
}
