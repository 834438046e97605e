internal import Documents
internal import FuseEngine

extension LatencySummary {
  /// Percentiles of all calls of several cells; nil if there are none.
  ///
  /// - Parameter cells: The cells of one variant.
  init?(_ cells: [EngineCell]) {
    let durations = cells.flatMap(\.durations).sorted()
    guard let longest = durations.last else { return nil }
    /// The smallest duration that so many percent of the calls do not exceed, in microseconds.
    func microseconds(_ percent: Int) -> Double {
      let rank = Swift.max(1, (durations.count * percent + 99) / 100)
      return Double(durations[rank - 1]) / 1000
    }
    self.init(
      p50: microseconds(50), p90: microseconds(90), p99: microseconds(99),
      max: Double(longest) / 1000, calls: durations.count)
  }
}

extension StageCounters {
  /// What one call of several cells cost.
  init(_ cells: [EngineCell]) {
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

extension [EngineCell] {
  /// The mean over all calls of what is known of each cell.
  func perCall(_ value: (EngineCell) -> Double) -> Double {
    let calls = reduce(0) { $0 + $1.calls }
    return calls == 0 ? 0 : reduce(0) { $0 + value($1) } / Double(calls)
  }
}
