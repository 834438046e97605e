package import Documents
internal import FuseEngine
internal import FuseSeries
internal import Rounds
internal import Statistics

/// What the cover letter claims of one kind of call.
package struct Claim: Hashable, Sendable {
  /// The kind of call, such as `writev`.
  package let kind: String
  /// Throughput before and after the series, in the letter's unit.
  package let before, after: Double

  /// Creates a claim.
  package init(kind: String, before: Double, after: Double) {
    self.kind = kind
    self.before = before
    self.after = after
  }
}

extension EngineMeasurement {
  /// Judges the cells of the engine's stages and lays them out as the engine lane of a run.
  ///
  /// - Parameter claims: What the cover letter claims, to stand beside the measured factors.
  /// - Returns: One entry for each workload; nil where no stage was measured.
  package func engineResult(claims: [Claim]) -> LaneResult? {
    let columns = experiment.stages.indices
    guard !columns.isEmpty else { return nil }
    var lane = result(columns, claims: claims)
    lane.confirm(fresh)
    return lane
  }

  /// Lays the kernel's calls out as the kernel lane of a run: one call for each segment as number
  /// 0, one for the whole vector as number 1, and that on a file in memory as number 2.
  ///
  /// - Returns: One entry for each workload; nil where the kernel was not measured.
  package func kernelResult() -> LaneResult? {
    let columns = experiment.stages.endIndex..<experiment.contenders.endIndex
    guard !columns.isEmpty else { return nil }
    var result = result(columns, claims: [])
    for workload in result.workloads.indices {
      result.workloads[workload].attribution = []
      guard let last = experiment.stages.indices.last else { continue }
      // One call for the vector is the second way to ask the kernel.
      result.workloads[workload].stages[1].vsEngine =
        comparisons([last, columns.lowerBound + 1])?.ratio(workload: workload)
    }
    return result
  }

  /// Whether the typical patch's interval is as narrow as a factor, in every lane and workload.
  func isPrecise(_ factor: Double) -> Bool {
    comparisons(Array(experiment.contenders.indices))?.isPrecise(factor) ?? false
  }

  private func comparisons(_ columns: [Int]) -> StageComparisons? {
    StageComparisons(
      logarithms: experiment.workloads.indices.map { workload in
        cells.map { round in columns.map { Logarithm.of(round[workload][$0].throughput) } }
      }, seed: experiment.seed)
  }

  private func result(_ columns: Range<Int>, claims: [Claim]) -> LaneResult {
    let comparisons = comparisons(Array(columns))
    let contenders = Array(experiment.contenders[columns])
    let claimed = experiment.stages.plans.flatMap(\.claimedWorkloads)
    return LaneResult(
      workloads: experiment.workloads.enumerated().map { index, run in
        let lane = LaneWorkload(
          index: index, contenders: contenders, comparisons: comparisons,
          cells: cells.map { Array($0[index][columns]) })
        // The letter's figures are those of its own workloads, on one thread.
        let isClaimed = claimed.contains(WorkloadName(rawValue: run.description))
        let claim = claims.first { isClaimed && $0.kind == run.workload.kind.name }
        let stages = lane.stages
        var result = WorkloadResult(
          name: run.description, unit: run.workload.unit, better: .higher, stages: stages,
          attribution: lane.attribution,
          claim: claim.flatMap { self.claim($0, against: stages.last) })
        result.detectableRatio = comparisons?.minimumDetectableRatio(workload: index)
        return result
      })
  }

  private func claim(_ claim: Claim, against last: StageResult?) -> ClaimResult? {
    guard let base = last?.vsBase else { return nil }
    return ClaimResult(
      before: claim.before, after: claim.after, ratio: claim.after / claim.before,
      measured: base.ratio, low: base.low, high: base.high)
  }
}
