package import Documents

/// A run whose metric is a time far below a second.
package enum SampleTimes {
  package static func make(unit: String = "s", of median: Double = 0.000_423) -> Run {
    var run = SampleRun.make()
    var workload = SampleRun.workload("wall time", ["fuse: size vectors", "fuse: pack"])
    workload.unit = unit
    workload.better = .lower
    for place in workload.stages.indices {
      let figures = [0.99, 1, 1.01].map { $0 * median * Double(place + 1) }
      workload.stages[place].samples = figures
      workload.stages[place].low = figures[0]
      workload.stages[place].median = figures[1]
      workload.stages[place].high = figures[2]
    }
    run.lanes = [.command: LaneResult(workloads: [workload])]
    return run
  }
}
