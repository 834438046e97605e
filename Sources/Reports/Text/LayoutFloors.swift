internal import Documents
internal import Presentation

extension WorkloadResult {
  /// A sentence where building unchanged source again is seen in the figures.
  var layoutFinding: String? {
    guard let floor = layoutFloor, floor.signedRankP <= 0.05 else { return nil }
    return "\(name): a rebuild of unchanged source moves this workload by "
      + Columns.change(floor.ratio, low: floor.low, high: floor.high)
  }
}
