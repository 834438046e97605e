package import Documents

extension ComparisonDocument {
  /// Compares runs patch by patch, each with the first one.
  ///
  /// The runs have no common rounds, so that only the changes that each patch made inside its own run are
  /// held against each other, and only where machine, programs and settings are the same and the base
  /// stayed at its level.
  ///
  /// - Parameter runs: The runs, the reference first.
  /// - Returns: The comparison.
  package static func of(_ runs: [Run]) -> ComparisonDocument {
    let compared = runs.enumerated().map { index, run in
      ComparedRun(
        run, differences: index == 0 ? [] : RunDifferences(of: run, from: runs[0]).list)
    }
    let kinds = Set(runs.flatMap(\.lanes.keys))
    let lanes = kinds.map { kind in
      (kind, ComparedLane(workloads: workloads(runs, compared, kind)))
    }
    return ComparisonDocument(
      runs: compared, lanes: Dictionary(uniqueKeysWithValues: lanes))
  }

  private static func workloads(
    _ runs: [Run], _ compared: [ComparedRun], _ kind: LaneKind
  ) -> [ComparedWorkload] {
    var names: [String] = []
    for name in runs.flatMap({ $0.lanes[kind]?.workloads.map(\.name) ?? [] })
    where !names.contains(name) {
      names.append(name)
    }
    return names.compactMap { name in
      WorkloadOfRuns(name, kind, runs, compared.map(\.differences))?.compared
    }
  }
}

/// A workload of several runs before it is judged.
private struct WorkloadOfRuns {
  private let kind: LaneKind
  private let runs: [Run]
  private let differences: [[RunDifference]]
  private let workloads: [WorkloadResult?]
  private let first: WorkloadResult
  private let levels: [ComparedLevel?]

  init?(_ name: String, _ kind: LaneKind, _ runs: [Run], _ differences: [[RunDifference]]) {
    let workloads = runs.map { $0.lanes[kind]?.workloads.first { $0.name == name } }
    guard let first = workloads.lazy.compactMap(\.self).first else { return nil }
    self.kind = kind
    self.runs = runs
    self.differences = differences
    self.workloads = workloads
    self.first = first
    let bases = workloads.map { $0?.stages.first { $0.place == .base && $0.isMeasured } }
    levels = bases.enumerated().map { index, base in
      base.flatMap { base in
        let level = SampleMedian(base)
        return ComparedLevel(
          median: level.median, low: level.low, high: level.high,
          ratio: index == 0
            ? nil
            : bases[0].flatMap { ComparedRatio(level: level, against: SampleMedian($0)) })
      }
    }
  }

  var compared: ComparedWorkload {
    ComparedWorkload(
      name: first.name, better: first.better, family: first.family,
      measured: workloads.map { $0 != nil }, levels: levels,
      patches: kind.rowsArePatches ? patches : [], series: series)
  }

  private var patches: [ComparedPatch] {
    let rows = zip(runs, workloads).map { run, workload in
      (workload?.stages ?? []).filter { $0.place > .base }.map { IdentifiedRow($0, of: run) }
    }
    return PatchTrack.follow(rows).map { track in
      let made = runs.indices.map { index -> MadeChange? in
        guard let workload = workloads[index], let row = track.rows[index]?.stage else {
          return nil
        }
        return MadeChange(
          workload, row, after: workload.measured(before: row.place), row.vsPrevious, runs[index])
      }
      var patch = ComparedPatch(title: track.latest?.row.stage.title ?? "", runs: judged(made))
      for index in runs.indices {
        patch.runs[index].patch = track.rows[index]?.stage.patch
        patch.runs[index].pairedBy = track.pairedBy[index]
        switch patch.runs[index].judgement {
        case .new where !track.ambiguousIn.isEmpty, .gone where track.ambiguousIn.contains(index):
          patch.runs[index].judgement = .ambiguous
        default: break
        }
      }
      return patch
    }
  }

  private var series: ComparedPatch {
    let made = runs.indices.map { index -> MadeChange? in
      guard let workload = workloads[index], let last = workload.stages.last else { return nil }
      return MadeChange(workload, last, after: workload.stages.first, last.vsBase, runs[index])
    }
    let title = kind.rowsArePatches ? "" : first.stages.last?.title ?? ""
    return ComparedPatch(title: title, runs: judged(made))
  }

  /// Each change beside that of the first run.
  private func judged(_ made: [MadeChange?]) -> [ComparedChange] {
    made.indices.map { index in
      var change = made[index]?.compared ?? ComparedChange()
      guard index > 0, workloads[0] != nil, workloads[index] != nil else { return change }
      switch (made[0], made[index]) {
      case (nil, nil): break
      case (nil, _): change.judgement = .new
      case (_, nil): change.judgement = .gone
      case (let old?, let new?):
        change.reason = obstacle(index, old, new)
        (change.judgement, change.against) =
          change.reason == nil ? new.judged(beside: old) : (.notJudged, nil)
      }
      return change
    }
  }

  /// Why two changes are not held against each other; nil where they can be.
  private func obstacle(_ index: Int, _ old: MadeChange, _ new: MadeChange) -> NotJudgedReason? {
    let isExact = old.exact != nil && new.exact != nil
    guard isExact || (old.comparison != nil && new.comparison != nil) else { return .noFigures }
    // One and the same measurement, taken over.
    if old.isReused || new.isReused, old.origin == new.origin { return nil }
    if differences[index].contains(where: {
      $0.lanes.contains(kind) && (!isExact || $0.touchesExact)
    }) {
      return .runsDiffer
    }
    if old.isReused || new.isReused { return .reused }
    if isExact { return nil }
    guard let level = levels[index], level.ratio != nil else { return .noBase }
    return level.moved ? .baseMoved : nil
  }
}

/// What a patch, or the whole series, changed in one run.
private struct MadeChange {
  let comparison: Comparison?
  /// The number before and after, where it never varies.
  let exact: ExactChange?
  /// When the run began that measured it.
  let origin: String
  let isReused: Bool
  private let better: MetricDirection
  private let state: StageState

  init(
    _ workload: WorkloadResult, _ stage: StageResult, after earlier: StageResult?,
    _ comparison: Comparison?, _ run: Run
  ) {
    self.comparison = comparison
    exact = workload.exactChange(stage, after: earlier)
    origin = stage.known ?? run.environment.started
    isReused = stage.known != nil
    better = workload.better
    state = stage.state
  }

  var compared: ComparedChange {
    var change = ComparedChange()
    change.state = state
    change.exact = exact.map { ComparedNumbers(before: $0.before, after: $0.after) }
    if let comparison, exact == nil,
      [comparison.ratio, comparison.low, comparison.high].allSatisfy(\.isFinite)
    {
      change.change = ComparedRatio(
        ratio: comparison.ratio, low: comparison.low, high: comparison.high)
      change.verdict = comparison.verdict
    }
    return change
  }

  func judged(beside old: MadeChange) -> (RunToRun, ComparedRatio?) {
    if let exact, let earlier = old.exact { return (RunToRun.judge(earlier, exact, better), nil) }
    guard let comparison, let earlier = old.comparison else { return (.unclear, nil) }
    return (
      RunToRun.judge(earlier, comparison, better), ComparedRatio(comparison, against: earlier)
    )
  }
}
