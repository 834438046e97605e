internal import FuseEngine
internal import FuseSeries
internal import Histogram
public import RunModel

/// What the cover letter claims of one kind of call.
public struct Claim: Hashable, Sendable {
  /// The kind of call, such as `writev`.
  public let kind: String
  /// Throughput before and after the series, in the letter's unit.
  public let before, after: Double

  /// Creates a claim.
  public init(kind: String, before: Double, after: Double) {
    self.kind = kind
    self.before = before
    self.after = after
  }
}

extension EngineMeasurement {
  /// Judges the cells and lays them out as the engine lane of a run.
  ///
  /// - Parameter claims: What the cover letter claims, to stand beside the measured factors.
  /// - Returns: One entry for each workload.
  public func result(claims: [Claim]) -> LaneResult {
    let logarithms = experiment.workloads.indices.map { workload in
      cells.map { round in round[workload].map { Logarithm.of($0.throughput) } }
    }
    let comparisons = StageComparisons(logarithms: logarithms, seed: experiment.seed)
    return LaneResult(
      workloads: experiment.workloads.enumerated().map { index, run in
        let stages = stageResults(workload: index, comparisons)
        // The letter's figures are those of its own workloads, on one thread.
        let isClaimed = Workload.coverLetters.contains(run.description)
        let claim = claims.first { isClaimed && $0.kind == run.workload.kind }
        return WorkloadResult(
          name: run.description, unit: run.workload.unit, better: "higher", stages: stages,
          attribution: attribution(workload: index, comparisons),
          claim: claim.flatMap { self.claim($0, against: stages.last) })
      })
  }

  private func claim(_ claim: Claim, against last: StageResult?) -> ClaimResult? {
    guard let base = last?.vsBase else { return nil }
    return ClaimResult(
      before: claim.before, after: claim.after, ratio: claim.after / claim.before,
      measured: base.ratio, low: base.low, high: base.high)
  }

  private func attribution(
    workload: Int, _ comparisons: StageComparisons?
  ) -> [AttributedChange] {
    guard let comparisons else { return [] }
    return comparisons.attribution(workload: workload).map { interval in
      let change = comparisons.change(
        workload: workload, from: interval.start, to: interval.end)
      let bounds = comparisons.interval(change)
      return AttributedChange(
        patches: interval.patches.map { experiment.stages[$0].number },
        ratio: Logarithm.undo(change.mean), low: Logarithm.undo(bounds.lowerBound),
        high: Logarithm.undo(bounds.upperBound))
    }
  }

  private func stageResults(
    workload: Int, _ comparisons: StageComparisons?
  ) -> [StageResult] {
    let intervals = comparisons?.attribution(workload: workload) ?? []
    return experiment.stages.indices.map { index in
      let stage = experiment.stages[index]
      let cells = cells.map { $0[workload][index] }
      let samples = cells.map(\.throughput)
      let median = MedianInterval(samples)
      let previous = index == 0 ? nil : experiment.stages[index - 1]
      func compared(to earlier: Int, patch: Int?) -> Comparison? {
        guard index > 0, let comparisons else { return nil }
        let change = comparisons.change(workload: workload, from: earlier, to: index)
        return comparisons.comparison(change, patch: patch, intervals) {
          experiment.stages[$0].number
        }
      }
      return StageResult(
        number: stage.number, title: stage.step?.subject ?? "before the series",
        subject: stage.step?.subject,
        design: Dictionary(uniqueKeysWithValues: stage.design.fields.map { ($0.name, $0.value) }),
        changed: previous.map { stage.design.differences(from: $0.design).map(\.field) } ?? [],
        promise: stage.step?.promise.description, state: "measured",
        median: median?.median ?? 0, low: median?.low ?? 0, high: median?.high ?? 0,
        samples: samples, counters: StageCounters(cells), latencyUs: LatencySummary(cells),
        cpuUsPerCall: cells.perCall { Double($0.processorTime) } / 1000,
        vsPrevious: compared(to: index - 1, patch: index), vsBase: compared(to: 0, patch: nil))
    }
  }
}

extension StageComparisons {
  /// Lays a change out as ratios; `number` tells which patch leads to a stage's place.
  fileprivate func comparison(
    _ change: Change, patch: Int?, _ intervals: [PatchInterval], number: (Int) -> Int
  ) -> Comparison {
    let bounds = interval(change)
    let verdict = verdict(change, of: patch, given: intervals)
    return Comparison(
      ratio: Logarithm.undo(change.mean), low: Logarithm.undo(bounds.lowerBound),
      high: Logarithm.undo(bounds.upperBound), verdict: verdict.word,
      suspects: verdict.suspects?.map(number))
  }
}

extension [EngineCell] {
  fileprivate func perCall(_ value: (EngineCell) -> Double) -> Double {
    let calls = reduce(0) { $0 + $1.calls }
    return calls == 0 ? 0 : reduce(0) { $0 + value($1) } / Double(calls)
  }
}

extension StageCounters {
  fileprivate init(_ cells: [EngineCell]) {
    let requests = cells.reduce(0) { $0 + $1.counters.requests }
    let pages = cells.reduce(0) { $0 + $1.counters.pages }
    self.init(
      requestsPerCall: cells.perCall { Double($0.counters.requests) },
      pagesPerRequest: requests == 0 ? 0 : Double(pages) / Double(requests),
      arrayBytesPerCall: cells.perCall { Double($0.counters.arrayBytes) },
      metadataBytesPerCall: cells.perCall { Double($0.counters.metadataBytes) },
      allocationsPerCall: cells.perCall { Double($0.counters.allocations) },
      pagePinsPerCall: cells.perCall { Double($0.counters.pagePins) })
  }
}

extension LatencySummary {
  /// Merges the cells' durations; nil where there are none.
  fileprivate init?(_ cells: [EngineCell]) {
    var histogram = Histogram<UInt64>(
      highestTrackableValue: UInt64(UInt32.max), numberOfSignificantValueDigits: .three)
    for cell in cells {
      for duration in cell.durations { _ = histogram.record(UInt64(duration)) }
    }
    guard histogram.totalCount > 0 else { return nil }
    func microseconds(_ percentile: Double) -> Double {
      Double(histogram.valueAtPercentile(percentile)) / 1000
    }
    self.init(
      p50: microseconds(50), p90: microseconds(90), p99: microseconds(99),
      max: Double(histogram.max) / 1000)
  }
}
