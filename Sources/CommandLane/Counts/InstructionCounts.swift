internal import Documents
internal import Statistics

/// The counted instructions of one command at every stage that is built.
struct InstructionCounts: Hashable, Sendable {
  /// What documents call the metric, and its unit.
  static let name = "instructions"

  /// What came of a stage.
  enum Stage: Hashable, Sendable {
    /// One number for each run.
    case counted([Int])
    /// Why there is none, in words.
    case failed(String)

    mutating func add(_ instructions: Int) {
      if case .counted(let numbers) = self { self = .counted(numbers + [instructions]) }
    }
  }

  /// Which of the measured commands.
  let run: Int
  var stages: [StagePlace: Stage] = [:]

  init(run: Int) { self.run = run }

  /// The numbers of a stage; none where it has none.
  func figures(of place: StagePlace) -> [Double] {
    guard case .counted(let numbers) = stages[place] else { return [] }
    return numbers.map(Double.init)
  }

  /// Lays the counts out as a workload.
  ///
  /// - Parameter measurement: What the stages are of.
  /// - Returns: A metric that never varies, where all runs of each stage agree; else one with intervals,
  ///   from the spread between the runs of all stages.
  func result(of measurement: CommandMeasurement) -> WorkloadResult {
    let figures = stages.keys.sorted().map { self.figures(of: $0) }.filter { !$0.isEmpty }
    let isExact = figures.allSatisfy { group in group.allSatisfy { $0 == group[0] } }
    let judge: any CountJudge =
      isExact
      ? ExactCounts()
      : SpreadCounts(figures, commands: measurement.plan.settings.runs.count)
    var rows: [StageResult] = []
    var attribution: [AttributedChange] = []
    for built in measurement.stages {
      var row = makeRow(built, measurement, judge)
      if row.isMeasured, let before = rows.last(where: \.isMeasured) {
        let patches =
          rows.filter { before.place < $0.place }.compactMap(\.patch)
          + [row.patch].compactMap(\.self)
        row.vsPrevious = judge.compare(before.samples, row.samples)
        row.vsBase = rows.first { $0.isMeasured }.flatMap {
          judge.compare($0.samples, row.samples)
        }
        if let change = row.vsPrevious, change.verdict.isFinding {
          attribution.append(
            AttributedChange(
              patches: patches, ratio: change.ratio, low: change.low, high: change.high))
          if patches.count > 1, !isExact {
            row.vsPrevious?.verdict = .suspect
            row.vsPrevious?.suspects = patches
          }
        }
      }
      rows.append(row)
    }
    var result = WorkloadResult(
      name: measurement.name(of: Self.name, run: run), unit: Self.name, better: .lower,
      stages: rows, attribution: attribution, claim: nil)
    result.family = isExact ? .exact : .primary
    result.command = measurement.plan.settings.runs[run]
    result.countedRuns = CountSession.runs
    return result
  }

  private func makeRow(
    _ built: BuiltStage, _ measurement: CommandMeasurement, _ judge: any CountJudge
  ) -> StageResult {
    let samples = figures(of: built.stage.place)
    let level = judge.level(samples)
    var row = StageResult(
      place: built.stage.place, patch: built.stage.patch,
      title: built.stage.subject ?? "before the series", subject: built.stage.subject, design: [:],
      changed: [], promise: nil, state: samples.isEmpty ? .failed : .measured, median: level.middle,
      low: level.low, high: level.high, samples: samples, counters: .nothingKnown, latencyUs: nil,
      cpuUsPerCall: 0, vsPrevious: nil, vsBase: nil)
    row.tree = built.stage.tree
    row.binaries = built.build.binaries
    if !built.build.isBuilt {
      row.state = .unbuildable
      row.log = built.build.log
    } else if case .failed(let log) = stages[built.stage.place] {
      row.log = log
    }
    return row
  }
}

/// How counts are compared.
private protocol CountJudge {
  func level(_ samples: [Double]) -> (middle: Double, low: Double, high: Double)
  func compare(_ before: [Double], _ after: [Double]) -> Comparison?
}

/// Counts of which all runs agree.
private struct ExactCounts: CountJudge {
  func level(_ samples: [Double]) -> (middle: Double, low: Double, high: Double) {
    let figure = samples.first ?? 0
    return (figure, figure, figure)
  }

  func compare(_ before: [Double], _ after: [Double]) -> Comparison? {
    guard let before = before.first, let after = after.first, before > 0 else { return nil }
    let ratio = after / before
    let verdict: Verdict = after == before ? .equal : after > before ? .more : .fewer
    return Comparison(ratio: ratio, low: ratio, high: ratio, verdict: verdict)
  }
}

/// Counts that differ from run to run: a change within that spread is none.
private struct SpreadCounts: CountJudge {
  private let spread: PooledSpread?
  private let comparisons: Int

  init(_ figures: [[Double]], commands: Int) {
    spread = PooledSpread(figures.map { $0.map(Logarithm.of) })
    comparisons = max(1, figures.count - 1) * commands
  }

  func level(_ samples: [Double]) -> (middle: Double, low: Double, high: Double) {
    guard !samples.isEmpty else { return (0, 0, 0) }
    let mean = samples.reduce(0) { $0 + Logarithm.of($1) } / Double(samples.count)
    return (Logarithm.exp(mean), samples.min() ?? 0, samples.max() ?? 0)
  }

  func compare(_ before: [Double], _ after: [Double]) -> Comparison? {
    guard
      let (mean, half) = spread?.difference(
        from: before.map(Logarithm.of), to: after.map(Logarithm.of), comparisons: comparisons)
    else { return nil }
    let (low, high) = (Logarithm.exp(mean - half), Logarithm.exp(mean + half))
    let isSmall = low > 0.98 && high < 1.02
    let isChange = low > 1 || high < 1
    let verdict: Verdict =
      isChange
      ? (isSmall ? .tiny : mean > 0 ? .slower : .faster) : (isSmall ? .noChange : .inconclusive)
    var comparison = Comparison(
      ratio: Logarithm.exp(mean), low: low, high: high, verdict: verdict)
    if verdict == .noChange { comparison.equivalence = Equivalence(low: low, high: high) }
    if verdict == .inconclusive { comparison.notExcluded = max(1 - low, high - 1) }
    return comparison
  }
}
