package import Documents
internal import Findings
internal import Presentation

/// A run as comma-separated values by RFC 4180, lines ended by a line feed.
package struct CSVReport {
  private let run: Run

  /// Creates the report of a run.
  ///
  /// - Parameter run: The run.
  package init(_ run: Run) { self.run = run }

  /// Renders every single value: one line for each cell, counter and percentile.
  ///
  /// - Returns: The text; `round` is empty where a value is not one round's.
  package func long() -> String {
    var rows = [["lane", "workload", "stage", "round", "metric", "value", "unit"]]
    for (lane, workload, stage) in stages {
      func add(_ round: Int?, _ metric: String, _ value: Double, _ unit: String) {
        rows.append([
          lane.rawValue, workload.name, stage.label, round.map(String.init) ?? "", metric,
          Self.number(value), unit,
        ])
      }
      for (index, sample) in stage.samples.enumerated() {
        add(index + 1, "throughput", sample, workload.unit)
      }
      for (metric, value, unit) in Self.counters(stage.counters) { add(nil, metric, value, unit) }
      if let latency = stage.latencyUs {
        add(nil, "latency_p50", latency.p50, "us")
        if let value = latency.shownP90 { add(nil, "latency_p90", value, "us") }
        if let value = latency.shownP99 { add(nil, "latency_p99", value, "us") }
        add(nil, "latency_max", latency.max, "us")
      }
      if stage.isMeasured { add(nil, "cpu_per_call", stage.cpuUsPerCall, "us") }
    }
    return Self.text(rows)
  }

  /// Renders one line for each stage of each workload.
  ///
  /// - Returns: The text; the interval that shows that there is no change stands in columns of its own,
  ///   a stage without figures has nothing in their place, and how many of its runs failed stands last.
  package func summary() -> String {
    var rows = [
      ["lane", "workload", "unit", "stage", "title", "median", "low", "high"]
        + ["ratio_previous", "low_previous", "high_previous", "verdict_previous"]
        + ["ratio_base", "low_base", "high_base", "verdict_base"]
        + ["equivalence_low_previous", "equivalence_high_previous"]
        + ["equivalence_low_base", "equivalence_high_base", "state"]
        + ["runs", "failed_runs", "failures_verdict_previous"]
    ]
    func columns(_ change: Comparison?, _ word: Verdict?) -> [String] {
      guard let change else { return ["", "", "", word?.rawValue ?? ""] }
      return [change.ratio, change.low, change.high].map(Self.number) + [change.verdict.rawValue]
    }
    func equivalence(_ change: Comparison?) -> [String] {
      guard let shown = change?.equivalence else { return ["", ""] }
      return [shown.low, shown.high].map(Self.number)
    }
    for (lane, workload, stage) in stages {
      rows.append(
        [lane.rawValue, workload.name, workload.unit, stage.label, stage.title]
          + [stage.median, stage.low, stage.high].map { stage.isMeasured ? Self.number($0) : "" }
          + columns(
            stage.vsPrevious,
            workload.exactChange(stage, after: workload.measured(before: stage.place))?.verdict)
          + columns(
            stage.vsBase, workload.exactChange(stage, after: workload.stages.first)?.verdict)
          + equivalence(stage.vsPrevious) + equivalence(stage.vsBase) + [stage.state.rawValue]
          + [stage.runs, stage.failures].map { $0.map(String.init) ?? "" }
          + [stage.failuresVsPrevious?.verdict.rawValue ?? ""])
    }
    return Self.text(rows)
  }

  private var stages: [(lane: LaneKind, workload: WorkloadResult, stage: StageResult)] {
    run.lanes.keys.sorted().flatMap { lane in
      (run.lanes[lane]?.workloads ?? []).flatMap { workload in
        workload.stages.map { (lane, workload, $0) }
      }
    }
  }

  private static func counters(
    _ counters: StageCounters
  ) -> [(metric: String, value: Double, unit: String)] {
    StageCounters.Counter.allCases.compactMap { counter in
      counters.known(counter).map { (counter.rawValue, $0, unit(of: counter)) }
    }
  }

  private static func unit(of counter: StageCounters.Counter) -> String {
    switch counter {
    case .arrayBytesPerCall, .metadataBytesPerCall: "byte"
    case .requestsPerCall, .pagesPerRequest, .allocationsPerCall, .pagePinsPerCall: "1"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(quote).joined(separator: ",") + "\n" }.joined()
  }

  /// Quotes what a reader would split, makes it harmless, and keeps a spreadsheet from taking mail for a
  /// formula.
  private static func quote(_ field: String) -> String {
    var field = Harmless.line(field)
    if let first = field.unicodeScalars.first, "=+-@".unicodeScalars.contains(first),
      Double(field) == nil
    {
      field = "'" + field
    }
    guard field.unicodeScalars.contains(where: { "\",".unicodeScalars.contains($0) }) else {
      return field
    }
    let doubled = field.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }
}
