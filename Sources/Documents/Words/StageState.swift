/// What came of a stage.
package enum StageState: String, DocumentWord, CaseIterable {
  case measured
  /// Its build failed.
  case unbuildable
  /// Its command failed too often to go on with.
  case failed
  /// Its command did not end within the time allowed.
  case timedOut = "timed out"
  /// It runs, and does not give this metric.
  case noSuchMetric = "no such metric"
}
