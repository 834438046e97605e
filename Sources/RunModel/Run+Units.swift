extension Run {
  /// The run with its figures in other units, for a person; what is kept stays in the units measured.
  ///
  /// - Parameter choose: Given a workload's unit and its smallest median above zero, another unit and
  ///   what to multiply by; nil to leave it.
  /// - Returns: The run.
  public func inUnits(
    _ choose: (_ unit: String, _ smallest: Double) -> (unit: String, factor: Double)?
  ) -> Run {
    var run = self
    for (name, lane) in lanes {
      for (place, workload) in lane.workloads.enumerated() {
        let medians = workload.stages.map(\.median).filter { $0 > 0 }
        guard let smallest = medians.min(), let (unit, factor) = choose(workload.unit, smallest)
        else { continue }
        run.lanes[name]?.workloads[place].show(in: unit, factor)
      }
    }
    return run
  }
}

extension WorkloadResult {
  fileprivate mutating func show(in unit: String, _ factor: Double) {
    self.unit = unit
    for place in stages.indices {
      stages[place].median *= factor
      stages[place].low *= factor
      stages[place].high *= factor
      stages[place].samples = stages[place].samples.map { $0 * factor }
    }
  }
}
