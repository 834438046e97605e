package import Documents
internal import Statistics

extension CommandMeasurement {
  /// Judges the cells and lays them out as the command lane of a run.
  ///
  /// - Returns: One entry for each metric of each command: primary ones first, then what is exact,
  ///   then what the kernel counted.
  package func result() -> LaneResult {
    var lane = LaneResult(
      workloads: MetricFamily.all(of: self).flatMap { family -> [WorkloadResult] in
        let comparisons = family.kind == .exact ? nil : positive(family)
        let pValues = comparisons?.signedRankPValues ?? []
        return family.members.enumerated().map { index, series in
          let table = StageTable(
            series: series, index: index, comparisons: comparisons,
            intervals: comparisons?.attribution(workload: index) ?? [],
            pValues: comparisons == nil ? [] : pValues[index], family: family.kind,
            floor: comparisons == nil ? nil : series.layoutFloor,
            measurement: self)
          return table.result(name: name(of: series))
        }
      })
    lane.confirm(fresh ?? [])
    return lane
  }

  private func positive(_ family: MetricFamily) -> StageComparisons? {
    family.isPositive ? family.comparisons(seed: plan.seed) : nil
  }

  /// The metric, with its command in front where there are several.
  func name(of series: MetricSeries) -> String {
    plan.settings.runs.count == 1
      ? series.name : "\(plan.settings.runs[series.run]): \(series.name)"
  }
}

/// One metric of one command as it stands in the document.
private struct StageTable {
  let series: MetricSeries
  /// The metric's place in its family.
  let index: Int
  let comparisons: StageComparisons?
  /// The smallest intervals of places that really changed.
  let intervals: [PatchInterval]
  /// The signed-rank test's, by place from 1.
  let pValues: [Double]
  let family: FamilyKind
  let floor: LayoutFloor?
  let measurement: CommandMeasurement

  func result(name: String) -> WorkloadResult {
    var result = WorkloadResult(
      name: name, unit: series.unit, better: series.isBetterHigher ? .higher : .lower,
      stages: measurement.stages.map(stageResult), attribution: attribution, claim: nil)
    result.family = family
    result.detectableRatio = comparisons?.minimumDetectableRatio(workload: index)
    result.layoutFloor = floor
    result.notCompared = family == .exact ? nil : series.whyNotCompared
    result.command = measurement.plan.settings.runs[series.run]
    return result
  }

  /// A metric's ratio from a difference of logarithms of which larger ones are better.
  private func ratio(_ logarithm: Double) -> Double {
    Logarithm.undo(series.isBetterHigher ? logarithm : -logarithm)
  }

  private var attribution: [AttributedChange] {
    guard let comparisons else { return exactChanges }
    return intervals.map { interval in
      let change = comparisons.change(workload: index, from: interval.start, to: interval.end)
      let bounds = comparisons.interval(change)
      let ends = [ratio(bounds.lowerBound), ratio(bounds.upperBound)].sorted()
      return AttributedChange(
        patches: series.patches(interval).map(measurement.patch), ratio: ratio(change.mean),
        low: ends[0], high: ends[1])
    }
  }

  private var exactChanges: [AttributedChange] {
    guard family == .exact else { return [] }
    return series.exactChanges.filter { $0.before > 0 }.map { patches, before, after in
      AttributedChange(
        patches: patches.map(measurement.patch), ratio: after / before, low: after / before,
        high: after / before)
    }
  }

  private func stageResult(_ stage: BuiltStage) -> StageResult {
    let place = series.stages.firstIndex(of: stage.stage.number)
    let samples = place.map { place in series.values.map { $0[place] } } ?? []
    let median = MedianInterval(samples)
    let problem = measurement.state(of: stage)
    var result = StageResult(
      place: StagePlace(stage.stage.number), patch: stage.stage.patch,
      title: stage.stage.subject ?? "before the series",
      subject: stage.stage.subject, design: [:], changed: [], promise: nil,
      state: problem?.state ?? (place == nil ? .noSuchMetric : .measured),
      median: median?.median ?? 0, low: median?.low ?? 0, high: median?.high ?? 0,
      samples: samples,
      counters: .nothingKnown, latencyUs: nil, cpuUsPerCall: 0,
      vsPrevious: place.flatMap { $0 > 0 ? comparison(from: $0 - 1, to: $0, isPatch: true) : nil },
      vsBase: place.flatMap { $0 > 0 ? comparison(from: 0, to: $0, isPatch: false) : nil })
    result.tree = stage.stage.tree
    result.binaries = stage.build.binaries
    result.log = problem?.log
    result.failures = measurement.failureCount(stage.stage.number, run: series.run)
    return result
  }

  private func comparison(from earlier: Int, to later: Int, isPatch: Bool) -> Comparison? {
    guard let comparisons else { return exactComparison(from: earlier, to: later) }
    let (earlier, later) = (series.places[earlier], series.places[later])
    guard earlier != later else { return .ofEqualPrograms }
    let change = comparisons.change(workload: index, from: earlier, to: later)
    let bounds = comparisons.interval(change)
    let ends = [ratio(bounds.lowerBound), ratio(bounds.upperBound)].sorted()
    // Wild figures of few rounds can have bounds that no number can hold.
    guard ends.allSatisfy(\.isFinite) else { return nil }
    let judgement = comparisons.judgement(
      change, of: isPatch ? later : nil, given: intervals, floor: floor?.logarithm ?? 0)
    // A verdict's suspects are places; patches have numbers.
    let suspects = judgement.suspects.map { places in
      places.flatMap { series.patches(PatchInterval(start: $0 - 1, end: $0)) }.map(
        measurement.patch)
    }
    var comparison = Comparison(
      ratio: ratio(change.mean), low: ends[0], high: ends[1], verdict: judgement.verdict,
      suspects: suspects)
    comparison.equivalence = comparisons.equivalence(change, judgement, ratio: ratio)
    return comparisons.completed(
      comparison, change, signedRankP: isPatch ? pValues[later - 1] : nil)
  }

  private func exactComparison(from earlier: Int, to later: Int) -> Comparison? {
    guard family == .exact, let row = series.values.first else { return nil }
    let (before, after) = (row[earlier], row[later])
    guard before != after else { return Comparison(ratio: 1, low: 1, high: 1, verdict: .equal) }
    guard before > 0 else { return nil }
    let ratio = after / before
    return Comparison(
      ratio: ratio, low: ratio, high: ratio, verdict: after > before ? .more : .fewer)
  }
}

extension MetricSeries {
  /// What building the base again does; nil where that was not measured.
  fileprivate var layoutFloor: LayoutFloor? {
    LayoutFloor(base: rebuilt.map(\.base), rebuilt: rebuilt.map(\.again))
  }
}
