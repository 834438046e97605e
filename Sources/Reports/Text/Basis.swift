internal import Documents
internal import Presentation

extension WorkloadResult {
  /// What its figures rest on: rounds, or runs in which it was counted.
  ///
  /// - Parameter rounds: The run's rounds.
  /// - Returns: The words.
  func basis(rounds: Int) -> String {
    countedRuns.map { "counted in \(Columns.counted($0, "run"))" }
      ?? "level over \(Columns.counted(rounds, "round"))"
  }
}
