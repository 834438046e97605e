internal import Documents

extension WorkloadResult {
  /// How far a stage's median is from that of the stage before, where no ratio can say what changed.
  func difference(of stage: StageResult) -> String? {
    guard family == .exact || notCompared != nil, stage.vsPrevious == nil,
      stage.isMeasured, let before = measured(before: stage.place)
    else { return nil }
    let difference = stage.median - before.median
    return (difference > 0 ? "+" : "") + text(difference)
  }
}
