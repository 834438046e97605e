internal import Documents
internal import FuseEngine

/// What all cells of one variant with one workload did together, beside their throughputs.
struct VariantTotals: Sendable {
  private var calls = 0
  /// Nanoseconds of processor time of engine and server.
  private var processorTime: Int64 = 0
  private var counters = Counters()
  private var unknown: Set<StageCounters.Counter> = []
  private var durations = DurationHistogram()

  /// Adds a cell.
  mutating func add(_ cell: EngineCell) {
    calls += cell.calls
    processorTime += cell.processorTime
    counters = counters.adding(cell.counters)
    unknown.formUnion(cell.unknown)
    for duration in cell.durations { durations.add(duration) }
  }

  /// Processor time of engine and server for one call, in microseconds.
  var microsecondsPerCall: Double { perCall(Double(processorTime)) / 1000 }

  /// Percentiles of all calls; nil if there are none.
  var latency: LatencySummary? {
    /// The smallest duration that so many percent of the calls do not exceed, in microseconds.
    func microseconds(_ percent: Int) -> Double? {
      durations.percentile(percent).map { Double($0) / 1000 }
    }
    guard let p50 = microseconds(50), let p90 = microseconds(90), let p99 = microseconds(99),
      let longest = microseconds(100)
    else { return nil }
    return LatencySummary(p50: p50, p90: p90, p99: p99, max: longest, calls: durations.calls)
  }

  /// What one call cost.
  var stageCounters: StageCounters {
    let requests = Double(counters.requests)
    var result = StageCounters(
      requestsPerCall: perCall(requests),
      pagesPerRequest: requests == 0 ? 0 : Double(counters.pages) / requests,
      arrayBytesPerCall: perCall(Double(counters.arrayBytes)),
      metadataBytesPerCall: perCall(Double(counters.metadataBytes)),
      allocationsPerCall: perCall(Double(counters.allocations)),
      pagePinsPerCall: perCall(Double(counters.pagePins)))
    if !unknown.isEmpty {
      result.unknown = StageCounters.Counter.allCases.filter(unknown.contains)
    }
    return result
  }

  /// The mean over all calls.
  private func perCall(_ value: Double) -> Double { calls == 0 ? 0 : value / Double(calls) }
}
