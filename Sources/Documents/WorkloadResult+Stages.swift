extension WorkloadResult {
  /// The last stage with figures before one.
  package func measured(before number: Int) -> StageResult? {
    stages.last { $0.number < number && $0.isMeasured }
  }

  /// The stages with figures, each behind the one before it.
  package var neighbours: [(before: StageResult, after: StageResult)] {
    let measured = stages.filter(\.isMeasured)
    return zip(measured, measured.dropFirst()).map { ($0, $1) }
  }
}
