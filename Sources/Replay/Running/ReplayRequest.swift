package import Documents
internal import EngineLane
package import Failures
internal import PatchMail
package import Rounds

/// Asks to measure the engine at every stage of a series, and the running kernel beside it.
package struct ReplayRequest: Sendable {
  /// The series.
  package var series: SeriesRequest
  /// Which of its patches.
  package var patches = PatchChoice.all
  /// Where to measure; where nil, the engine, and the kernel beside it where a mount can be made.
  package var lanes: Set<Lane>?
  /// What is measured.
  package var experiment: ExperimentRequest
  /// When the run counts as failed.
  package var gate = FailureGate.open

  package init(_ series: SeriesRequest, experiment: ExperimentRequest) {
    self.series = series
    self.experiment = experiment
  }

  /// Measures.
  ///
  /// - Returns: The run; it ends badly where it ended early, a condition holds, or the series is
  ///   damaged, in this order.
  /// - Throws: ``Failure`` where nothing can be measured.
  package func perform(
    _ invocation: Invocation, _ observer: Observer<Progress>
  ) async throws(Failure) -> Outcome<Run> {
    let summary = SeriesSummary(try series.read(observer.notices))
    let stages = try SeriesStages.of(summary, patches)
    guard !stages.isEmpty else {
      throw Failure(
        .badAnswer,
        "\(series.mail.name): no patch of the series is a stage of the engine; nothing to measure")
    }
    try experiment.refuseLanes(lanes)
    guard lanes?.contains(.engine) ?? true || gate.isOpen else {
      throw Failure(.usage, "--fail-on judges patches, which only the engine's lane has")
    }
    try gate.refuseUnknown(experiment.workloadRuns(for: stages).map(\.description))
    observer.measuringBegins()
    let measured = try await experiment.measure(
      stages, lanes: lanes,
      of: ExperimentRequest.Subject(
        series: summary, without: try SeriesStages.leftOut(of: summary, patches)),
      invocation, observer)
    if let ending = measured.earlyEnding { return Outcome(measured.run, ending: ending) }
    for lane in measured.run.patchLanes {
      guard let finding = gate.finding(in: lane.result) else { continue }
      return Outcome(measured.run, notes: finding.notes, ending: finding.failure)
    }
    return Outcome(measured.run, ending: measured.ending(summary))
  }
}
