internal import Documents
internal import Rounds

extension MetricFamily {
  /// Sorts all metrics of a measurement into families: what the commands print, or were asked for,
  /// is what the measurement is about; where nothing of that changes or varies, wall time is, too.
  ///
  /// What the kernel counted besides is one family.
  ///
  /// - Parameters:
  ///   - measurement: The measurement.
  ///   - same: Stages whose patch changes nothing of what is run; nil for those that the measurement
  ///     itself finds.
  /// - Returns: The families that have members.
  static func all(of measurement: CommandMeasurement, same: Set<StagePlace>? = nil)
    -> [MetricFamily]
  {
    let table = CellTable(measurement, same: same ?? measurement.sameStages)
    let printed = table.printed
    let exact = printed.filter(\.isExact)
    let varying = printed.filter { !$0.isExact }
    var primary = varying.filter(\.isPositive)
    let resources = CellTable.resources.map { resource in
      measurement.plan.settings.runs.indices.compactMap { table.series(resource, run: $0) }
    }
    var secondary = resources.flatMap(\.self)
    let isAsked = !measurement.plan.settings.metrics.isEmpty && !exact.isEmpty
    if primary.isEmpty, !isAsked, exact.allSatisfy(\.exactChanges.isEmpty),
      let wall = resources.first
    {
      primary = wall
      secondary = Array(resources.dropFirst().joined())
    }
    // What cannot be compared is shown, and takes the comparisons from no other.
    let families = [
      MetricFamily(kind: .primary, members: primary),
      MetricFamily(kind: .primary, members: varying.filter { !$0.isPositive }),
      MetricFamily(kind: .exact, members: exact),
      MetricFamily(kind: .secondary, members: secondary.filter(\.isPositive)),
      MetricFamily(kind: .secondary, members: secondary.filter { !$0.isPositive }),
    ]
    return families.filter { !$0.members.isEmpty }
  }
}

/// The cells that count, by command, round and stage.
struct CellTable {
  private let measurement: CommandMeasurement
  /// Stages whose patch changes nothing of what is run.
  private let sameStages: Set<StagePlace>
  /// For each command: for each complete round, the cells by the stage's place.
  private var rounds: [[[StagePlace: CommandCell]]] = []

  /// What the kernel counts for every command.
  struct Resource: Sendable {
    let name: String
    let unit: String
    let value: @Sendable (ProcessReport) -> Double
  }

  static let resources = [
    Resource(name: "wall time", unit: "s") { $0.wall },
    Resource(name: "user time", unit: "s") { $0.user },
    Resource(name: "system time", unit: "s") { $0.system },
    Resource(name: "max RSS", unit: "MB") { Double($0.residentBytes) / 1e6 },
    Resource(name: "minor faults", unit: "") { Double($0.minorFaults) },
    Resource(name: "major faults", unit: "") { Double($0.majorFaults) },
    Resource(name: "voluntary switches", unit: "") { Double($0.voluntarySwitches) },
    Resource(name: "involuntary switches", unit: "") { Double($0.involuntarySwitches) },
  ]

  /// Sorts the cells.
  ///
  /// - Parameters:
  ///   - measurement: The measurement.
  ///   - same: Stages whose patch changes nothing of what is run.
  init(_ measurement: CommandMeasurement, same: Set<StagePlace> = []) {
    self.measurement = measurement
    sameStages = same
    let plan = measurement.plan
    rounds = plan.settings.runs.indices.map { run in
      let stages = stages(of: run)
      var byBlock: [Int: [StagePlace: CommandCell]] = [:]
      // A disturbed cell's repetition stands in its place.
      for cell in measurement.cells
      where cell.run == run && cell.isMeasured && cell.block >= plan.blocksPerRound {
        byBlock[cell.block, default: [:]][cell.stage] = cell
      }
      return byBlock.keys.sorted().compactMap { byBlock[$0] }.filter { block in
        stages.allSatisfy { block[$0] != nil }
      }
    }
  }

  /// Complete rounds of a command.
  func roundCount(_ run: Int) -> Int { rounds[run].count }

  /// Places of the stages at which a command has not been given up.
  private func stages(of run: Int) -> [StagePlace] {
    measurement.plan.stages.map(\.place).filter {
      $0 != CommandPlan.rebuiltBase && !measurement.isGivenUp($0, run: run)
    }
  }

  /// What a command printed, sorted into metrics and what is none.
  func printed(_ run: Int) -> PrintedMetrics {
    PrintedMetrics(rounds[run], measurement.plan.settings)
  }

  /// What the commands print, in the order of the first cell that has it.
  var printed: [MetricSeries] {
    measurement.plan.settings.runs.indices.flatMap { run in
      printed(run).metrics.compactMap { metric in
        series(
          run: run, name: metric.name, unit: metric.unit, better: metric.better,
          value: metric.value)
      }
    }
  }

  /// What the kernel counted.
  func series(_ resource: Resource, run: Int) -> MetricSeries? {
    series(run: run, name: resource.name, unit: resource.unit, better: .lower) {
      resource.value($0.report)
    }
  }

  private func series(
    run: Int, name: String, unit: String, better: MetricDirection, value: (CommandCell) -> Double?
  ) -> MetricSeries? {
    // A stage that never gives the metric, because a patch brings it in, has no figures for it.
    let stages = stages(of: run).filter { stage in
      rounds[run].contains { $0[stage].flatMap(value) != nil }
    }
    let values = rounds[run].compactMap { block -> [Double]? in
      let row = stages.compactMap { block[$0].flatMap(value) }
      return row.count == stages.count ? row : nil
    }
    guard !stages.isEmpty, !values.isEmpty else { return nil }
    var series = MetricSeries(
      workload: run, name: measurement.name(of: name, run: run), unit: unit, better: better,
      rows: stages, values: values, variants: variants(of: stages))
    for block in rounds[run] {
      if let base = block[.base].flatMap(value),
        let again = block[CommandPlan.rebuiltBase].flatMap(value)
      {
        series.rebuilt.base.append(base)
        series.rebuilt.again.append(again)
      }
    }
    return series
  }

  /// Where stages are among those that run something else.
  private func variants(of stages: [StagePlace]) -> [Int] {
    let all = measurement.plan.stages.map(\.place)
    var place = 0
    return stages.enumerated().map { index, stage in
      if index > 0 {
        let since = all.filter { stages[index - 1] < $0 && $0 <= stage }
        if !sameStages.isSuperset(of: since) { place += 1 }
      }
      return place
    }
  }
}
