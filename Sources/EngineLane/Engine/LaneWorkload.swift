internal import Documents
internal import FuseEngine
internal import Histogram
internal import Statistics

/// One workload's cells in one lane, judged.
struct LaneWorkload {
  /// The workload's place among the comparisons.
  let index: Int
  let contenders: [Contender]
  /// Nil where there are too few rounds.
  let comparisons: StageComparisons?
  /// The cells by round and contender.
  let cells: [[EngineCell]]

  /// The smallest runs of patches over which something really changed.
  var attribution: [AttributedChange] {
    guard let comparisons else { return [] }
    return comparisons.attribution(workload: index).map { interval in
      let change = comparisons.change(
        workload: index, from: interval.start, to: interval.end)
      let bounds = comparisons.interval(change)
      return AttributedChange(
        patches: interval.patches.compactMap { contenders[$0].patch },
        ratio: Logarithm.undo(change.mean), low: Logarithm.undo(bounds.lowerBound),
        high: Logarithm.undo(bounds.upperBound))
    }
  }

  /// What was measured of each contender.
  var stages: [StageResult] {
    let intervals = comparisons?.attribution(workload: index) ?? []
    let pValues = comparisons?.signedRankPValues[index] ?? []
    return contenders.indices.map { place in
      let contender = contenders[place]
      let cells = cells.map { $0[place] }
      let samples = cells.map(\.throughput)
      let median = MedianInterval(samples)
      func compared(to earlier: Int, patch: Int?) -> Comparison? {
        guard place > 0, let comparisons else { return nil }
        let change = comparisons.change(workload: index, from: earlier, to: place)
        let comparison = comparisons.comparison(change, patch: patch, intervals) {
          contenders[$0].patch
        }
        return comparisons.completed(
          comparison, change, signedRankP: patch.map { pValues[$0 - 1] })
      }
      return StageResult(
        place: StagePlace(place), patch: contender.patch, step: contender.stepNumber,
        title: contender.title, subject: contender.subject,
        design: contender.design,
        changed: place == 0 ? [] : contender.fieldsChanged(from: contenders[place - 1]),
        promise: contender.promise, state: .measured, median: median?.median ?? 0,
        low: median?.low ?? 0, high: median?.high ?? 0, samples: samples,
        counters: StageCounters(cells), latencyUs: LatencySummary(cells),
        cpuUsPerCall: cells.perCall { Double($0.processorTime) } / 1000,
        vsPrevious: compared(to: place - 1, patch: place), vsBase: compared(to: 0, patch: nil))
    }
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
    let unknown = Set(cells.flatMap(\.unknown))
    if !unknown.isEmpty { self.unknown = Counter.allCases.filter(unknown.contains) }
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
      max: Double(histogram.max) / 1000, calls: Int(histogram.totalCount))
  }
}
