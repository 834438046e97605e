extension Run {
  /// The run with its figures in other units, for the reader; what is kept stays in the units measured.
  ///
  /// - Parameter choose: Given a workload's unit and its smallest median above zero, another unit and
  ///   what to multiply by; nil to leave it.
  /// - Returns: The run.
  package func inUnits(
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
    // What is shown to the last digit must not end in what a product rounds.
    let isExact = family == .exact
    func convert(_ value: Double) -> Double {
      isExact ? Self.exactly(value, times: factor) : value * factor
    }
    for place in stages.indices {
      stages[place].median = convert(stages[place].median)
      stages[place].low = convert(stages[place].low)
      stages[place].high = convert(stages[place].high)
      stages[place].samples = stages[place].samples.map(convert)
    }
  }

  /// Moves the point of a number's decimal digits; where the factor is no power of ten, multiplies.
  private static func exactly(_ value: Double, times factor: Double) -> Double {
    var (places, rest) = (0, factor)
    while rest >= 10 { (places, rest) = (places + 1, rest / 10) }
    let parts = "\(value)".split(separator: "e")
    guard rest == 1, let digits = parts.first else { return value * factor }
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + places
    return Double("\(digits)e\(exponent)") ?? value * factor
  }
}
