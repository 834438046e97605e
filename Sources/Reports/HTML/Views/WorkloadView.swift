internal import Documents
internal import Findings
internal import Presentation

/// One workload: its charts and the table that holds every number in them.
struct WorkloadView {
  /// What the template shows.
  struct Values {
    var index: Int
    var name: String
    var unit: String
    var lane: String
    var rounds: String
    /// What the dots beside the intervals are.
    var dots: String
    /// Whether calls were counted.
    var hasCounters: Bool
    /// The charts, as SVG.
    var steps: String
    var axis: String
    var drift: String
    var latency: String
    var rows: [Row]
  }

  /// A stage.
  struct Row {
    /// The patch's number, by which the page links to it.
    var number: String
    var title: String
    var isPatch: Bool
    var median: String
    var interval: String
    /// The change as a picture.
    var forest: String
    var change: String
    /// The class that colours the verdict.
    var kind: String
    var glyph: String
    var word: String
    var origins: [String]
    var base: String
    var p50: String
    var p90: String
    var p99: String
    var max: String
    var cpu: String
    var requests: String
    var pages: String
    var pins: String
    var allocations: String
    var arrays: String
    var bytes: String
  }

  let workload: WorkloadResult
  let index: Int
  let lane: LaneKind
  let rounds: Int
  let prefix: String

  var values: Values {
    let forest = Forest(workload)
    return Values(
      index: index, name: workload.name, unit: workload.unit, lane: lane.rawValue,
      rounds: workload.countedRuns.map { Columns.counted($0, "run") }
        ?? Columns.counted(rounds, "round"),
      dots: rounds > Forest.mostDots
        ? "ten dots: the middle of each tenth of the rounds" : "one dot for each round",
      hasCounters: lane.hasCounters,
      steps: StepChart(workload: workload).picture, axis: forest.axis,
      drift: DriftChart(workload: workload).picture,
      latency: LatencyChart(workload: workload).picture,
      rows: workload.stages.enumerated().map { place, stage in
        row(stage, after: place > 0 ? workload.stages[place - 1] : nil, forest)
      })
  }

  private func row(
    _ stage: StageResult, after earlier: StageResult?, _ forest: Forest
  ) -> Row {
    let change = stage.vsPrevious
    func microseconds(_ value: Double?) -> String {
      value.map(TimeText.microseconds) ?? "–"
    }
    let latency = stage.latencyUs
    func count(_ counter: StageCounters.Counter) -> String {
      Columns.count(stage.counters.known(counter))
    }
    let unjudged =
      earlier == nil
      ? "base"
      : workload.exactChange(stage, after: workload.measured(before: stage.place))?.verdict.rawValue
        ?? ""
    return Row(
      number: stage.label, title: stage.shortTitle(without: prefix), isPatch: stage.place > .base,
      median: stage.isMeasured ? workload.text(stage.median) : stage.state.rawValue,
      interval: stage.isMeasured
        ? "[\(workload.text(stage.low)), \(workload.text(stage.high))]" : "",
      forest: earlier.map { forest.row(stage, after: $0) } ?? "",
      change: change?.change ?? workload.differenceWords(of: stage) ?? "–",
      kind: (change?.verdict.tone(workload.better) ?? .unchanged).pageClass,
      glyph: change?.sign ?? "",
      word: change.map { $0.word + workload.equality(of: stage) } ?? unjudged,
      origins: workload.origins.filter { origin in
        stage.patch.map(origin.patches.contains) ?? false
      }.map(\.words),
      base: stage.vsBase?.size ?? "–",
      p50: microseconds(latency?.p50), p90: microseconds(latency?.shownP90),
      p99: microseconds(latency?.shownP99), max: microseconds(latency?.max),
      cpu: TimeText.microseconds(stage.cpuUsPerCall), requests: count(.requestsPerCall),
      pages: count(.pagesPerRequest), pins: count(.pagePinsPerCall),
      allocations: count(.allocationsPerCall), arrays: count(.arrayBytesPerCall),
      bytes: count(.metadataBytesPerCall))
  }
}

/// The running kernel: one call for each segment beside one for the whole vector.
struct KernelView {
  /// What the template shows.
  struct Values {
    var isShown: Bool
    var rows: [Row]
  }

  /// A call style of a workload.
  struct Row {
    var workload: String
    var call: String
    var unit: String
    var median: String
    var interval: String
    var base: String
    var engine: String
    var requests: String
  }

  private let lane: LaneResult?

  init(_ lane: LaneResult?) { self.lane = lane }

  var values: Values {
    let workloads = lane?.workloads ?? []
    return Values(
      isShown: !workloads.isEmpty,
      rows: workloads.flatMap { workload in
        workload.stages.map { stage -> Row in
          func text(_ change: Comparison?) -> String {
            change.map { Columns.change($0.ratio, low: $0.low, high: $0.high) } ?? "–"
          }
          return Row(
            workload: workload.name, call: stage.title, unit: workload.unit,
            median: Columns.number(stage.median, decimals: 0),
            interval: "[\(Columns.number(stage.low, decimals: 0)), "
              + "\(Columns.number(stage.high, decimals: 0))]",
            base: text(stage.vsBase), engine: text(stage.vsEngine),
            requests: Columns.count(stage.counters.known(.requestsPerCall)))
        }
      })
  }
}

/// What single calls cost at each stage, counted.
struct CountedView {
  /// What the template shows.
  struct Values {
    var isShown = false
    var calls: [String] = []
    var rows: [Row] = []
  }

  /// A stage with a cell for each kind of call.
  struct Row {
    var number: String
    var cells: [Cell]
  }

  struct Cell {
    var text: String
    /// The class that colours it.
    var kind: String
    var glyph: String
  }

  private let run: Run

  init(_ run: Run) { self.run = run }

  var values: Values {
    guard let counted = run.counted, let stages = counted.calls.first?.stages else {
      return Values()
    }
    return Values(
      isShown: true, calls: counted.calls.map(\.name),
      rows: stages.enumerated().map { index, stage in
        Row(
          number: stage.patch?.description ?? stage.place.description,
          cells: counted.calls.map { call -> Cell in
            let bytes = call.stages[index].counters.metadataBytesPerCall
            let earlier = index > 0 ? call.stages[index - 1].counters.metadataBytesPerCall : bytes
            return Cell(
              text: Columns.count(bytes),
              kind: bytes < earlier ? "faster" : bytes > earlier ? "slower" : "quiet",
              glyph: bytes < earlier ? Verdict.fewer.sign : bytes > earlier ? Verdict.more.sign : ""
            )
          })
      })
  }
}
