internal import Documents
internal import Failures
internal import Presentation

/// A run, and what kept it from going on, which is told once the run is shown.
struct MeasuredRun {
  var run: Run
  var failure: Failure?

  /// Whether the user stopped it.
  var isInterrupted: Bool { run.settings.stopped == .interrupted }

  /// What ends the program after the run was shown; nil where all is well.
  ///
  /// - Parameter series: The series that was measured, where one was.
  /// - Returns: The ending.
  func ending(_ series: SeriesSummary?) -> Failure? { earlyEnding ?? series.flatMap(Self.problem) }

  /// What ends the program where the run ended early.
  var earlyEnding: Failure? {
    if let failure { return failure }
    guard isInterrupted else { return nil }
    return Failure(
      .interrupted, "interrupted after \(Columns.counted(run.settings.rounds, "round"))")
  }

  /// What is wrong with the series; nil where it is whole, or where only its cover letter is here and
  /// says so.
  private static func problem(_ series: SeriesSummary) -> Failure? {
    guard !series.patches.isEmpty else { return nil }
    return series.problems.first { $0.severity == .error }.map {
      Failure(.badAnswer, $0.message)
    }
  }
}
