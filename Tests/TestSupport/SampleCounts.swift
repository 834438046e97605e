package import Documents

/// A run beside whose varying metric stand numbers that never vary.
package enum SampleCounts {
  /// A number at the base and at each of two patches, compared as the command lane compares it.
  package static func workload(
    _ name: String, _ values: [Double], unit: String = "", better: MetricDirection = .lower
  ) -> WorkloadResult {
    func change(_ before: Double, _ after: Double) -> Comparison? {
      guard before != after else { return Comparison(ratio: 1, low: 1, high: 1, verdict: .equal) }
      guard before > 0 else { return nil }
      return Comparison(
        ratio: after / before, low: after / before, high: after / before,
        verdict: after > before ? .more : .fewer)
    }
    var result = WorkloadResult(
      name: name, unit: unit, better: better,
      stages: values.indices.map { number in
        SampleRun.stage(
          number, number == 0 ? "before the series" : "fuse: patch \(number)",
          Array(repeating: values[number], count: 3),
          number == 0 ? nil : change(values[number - 1], values[number]),
          number == 0 ? nil : change(values[0], values[number]))
      }, attribution: [], claim: nil)
    result.family = .exact
    return result
  }

  package static func make(_ workloads: WorkloadResult...) -> Run {
    var run = SampleTimes.make()
    run.lanes[.command]?.workloads += workloads
    return run
  }
}
