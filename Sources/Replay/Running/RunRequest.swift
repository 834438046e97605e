internal import Presentation
package import Documents
internal import EngineLane
package import Failures
internal import PatchMail
internal import Reports
package import Rounds

/// Asks for the main job: read a series, apply it, measure every stage, keep the result.
package struct RunRequest: Sendable {
  /// The series.
  package var series: SeriesRequest
  /// Which of its patches.
  package var patches = PatchChoice.all
  /// What they are applied to.
  package var target = ApplyTarget.hollow
  /// Where to measure; where nil, the engine, and the kernel beside it where a mount can be made.
  package var lanes: Set<Lane>?
  /// What is measured.
  package var experiment: ExperimentRequest
  /// The folder for `run.json` and `report.html`.
  package var out: String

  package init(_ series: SeriesRequest, experiment: ExperimentRequest, out: String) {
    self.series = series
    self.experiment = experiment
    self.out = out
  }

  /// How far a run came.
  package enum Answer: Sendable {
    /// Nothing was measured: the series does not apply, or its stages do not fit together.
    case refused(ApplyDocument?)
    /// It was read and applied; no patch of it is a stage of the engine.
    case read(Run)
    /// Its stages were measured.
    case measured(Run)
  }

  /// Does the whole job.
  ///
  /// - Returns: The run, which is written already; it ends badly where the series is not whole, does
  ///   not apply, or where something was lost.
  /// - Throws: ``Failure`` where nothing can be shown.
  package func perform(
    _ invocation: Invocation, _ observer: Observer<Progress>
  ) async throws(Failure) -> Outcome<Answer> {
    try experiment.refuseLanes(lanes)
    let chosen = try series.read(observer.notices)
    let summary = SeriesSummary(chosen, includesText: true)
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
    let folder = try OutputFolder(out)
    folder.announceReplacing(observer.notices)
    observer.measuringBegins()
    let subject = ExperimentRequest.Subject(
      series: summary, apply: applied,
      without: try SeriesStages.leftOut(of: summary, patches))
    var measured =
      try stages.isEmpty
      ? experiment.nothing(of: subject, invocation)
      : await experiment.measure(
        stages, lanes: lanes, of: subject, invocation, observer)
    let remainder = problem.map { Warning.remainderDoesNotApply($0).sentence }
    if let remainder { measured.run.warnings.append(remainder) }
    return keep(
      measured, isMeasured: !stages.isEmpty, in: folder,
      ending: measured.ending(summary) ?? remainder.map { Failure(.badAnswer, $0) })
  }

  /// Applies the patches that are chosen; nil where there are none, as with a cover letter alone.
  private func apply(
    _ series: ParsedSeries, _ environment: [String: String]
  ) throws(Failure) -> ApplyDocument? {
    var rest = series
    if patches.isGiven {
      let numbers = try patches.choose(from: series.patches.map { PatchNumber($0.number) })
      rest.patches = numbers.compactMap { number in
        series.patches.first { $0.number == number.rawValue }
      }
    }
    return rest.patches.isEmpty ? nil : try target.apply(rest, environment)
  }

  private func keep(
    _ measured: MeasuredRun, isMeasured: Bool, in folder: OutputFolder, ending: Failure?
  ) -> Outcome<Answer> {
    let run = measured.run
    // What was measured first: it must not be lost with a page that cannot be made.
    let lost = folder.write([
      "run.json": { try JSONText.pretty(run) }, "report.html": { try HTMLReport(run).render() },
    ])
    let written = lost == nil ? ["written: \(folder.path)/run.json and report.html"] : []
    return Outcome(
      isMeasured ? .measured(run) : .read(run),
      notes: (isMeasured ? [] : run.warnings) + written, ending: lost ?? ending)
  }
}
