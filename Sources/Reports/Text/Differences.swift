internal import Documents
internal import Findings

extension WorkloadResult {
  /// How far a stage's level is from that of the stage before, where no ratio can say what changed.
  func differenceWords(of stage: StageResult) -> String? {
    difference(of: stage).map { ($0 > 0 ? "+" : "") + text($0) }
  }
}
