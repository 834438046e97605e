internal import Presentation
internal import CommandLane
internal import Documents
internal import Failures
internal import Reports

/// How a run of the command lane ends, after everything that is known has been shown.
struct MeasureEnding {
  let measurement: CommandMeasurement
  let apply: ApplyDocument?
  let series: SeriesSummary?
  let gate: FailureGate

  /// Writes the run, unless nothing is known, and says how the program ends.
  func outcome(
    of run: Run, in folder: OutputFolder, journal: String
  ) -> Outcome<MeasureRequest.Answer> {
    let isEmpty = run.lanes.values.allSatisfy(\.workloads.isEmpty)
    guard !isEmpty || !measurement.isInterrupted else {
      return Outcome(
        MeasureRequest.Answer(run: run, isEmpty: true, written: WrittenFiles(in: nil)),
        ending: Failure(
          .interrupted,
          "interrupted before a round was whole: nothing is known yet, and no run.json is written; "
            + "--resume goes on with \(journal)"))
    }
    // What was measured first: it must not be lost with a page that cannot be made.
    let written = folder.write([
      "run.json": { try JSONText.pretty(run) }, "report.html": { try HTMLReport(run).render() },
    ])
    let answer = MeasureRequest.Answer(run: run, isEmpty: false, written: written)
    if let lost = written.lost { return Outcome(answer, ending: lost) }
    var notes = [
      measurement.isInterrupted
        ? "interrupted" : "stopped by \(measurement.reason?.rawValue ?? "an error")"
    ]
    let finding = run.lanes[.command].flatMap(gate.finding)
    notes += finding?.notes ?? []
    guard let problem = problem(journal) else {
      return Outcome(answer, notes: notes, ending: finding?.failure)
    }
    // What a gate found must not be hidden by a stage that does not build.
    if let finding { notes.append("patch-replay: \(finding.failure.message)") }
    return Outcome(answer, notes: notes, ending: problem)
  }

  /// What makes a bad answer of it; nil where nothing does.
  private func problem(_ journal: String) -> Failure? {
    if measurement.isInterrupted {
      return Failure(.interrupted, "interrupted; --resume goes on with \(journal)")
    }
    if let problem = measurement.problem {
      return Failure(
        problem.exitClass,
        "\(problem); the rounds before that are in \(journal), and --resume goes on with it")
    }
    if let problem = apply?.problem { return Failure(.badAnswer, problem) }
    if let failure = measurement.failures.first { return Failure(.badAnswer, failure.sentence) }
    guard let series, !series.complete else { return nil }
    return Failure(
      .badAnswer, PatchCount.sentence(series.patches.count, of: series.expected))
  }
}
