package import Documents
internal import Statistics

extension LaneResult {
  /// Judges what a lane measured and lays it out.
  ///
  /// - Parameter lane: What was measured; each family is judged by itself.
  package init(_ lane: some MeasuredLane) {
    let rows = lane.rows
    let patches = Dictionary(
      rows.compactMap { row in row.patch.map { (row.place, $0) } }, uniquingKeysWith: { $1 })
    let together = ConfirmedFamily(lane.fresh.filter { $0.found.patches.count > 1 })
    var workloads: [WorkloadResult] = []
    for family in lane.families {
      let judge = family.judge(seed: lane.seed)
      let pValues = judge?.signedRankPValues ?? []
      for index in family.members.indices {
        let place = workloads.count
        let judged = JudgedSeries(
          index, of: family, judge: judge, pValues: pValues,
          confirmation: {
            together.confirmation(
              of: FoundChange(workload: place, patches: $0.patches), ratio: $0.ratio)
          },
          patch: { patches[$0] })
        workloads.append(
          WorkloadResult(lane, rows, family.members[index], family.kind, judged))
      }
    }
    self.init(workloads: workloads)
    confirm(lane.fresh)
  }
}

extension WorkloadResult {
  fileprivate init(
    _ lane: some MeasuredLane, _ rows: [LaneRow], _ series: MetricSeries, _ family: FamilyKind?,
    _ judged: JudgedSeries
  ) {
    self.init(
      name: series.name, unit: series.unit, better: series.better,
      stages: rows.indices.map { row in
        var result = StageResult(rows[row], series, judged)
        lane.complete(&result, row: row, of: series)
        return result
      },
      // What holds of rows that are no patches is not attributed to any.
      attribution: lane.kind.rowsArePatches ? judged.attribution : [], claim: nil)
    if lane.kind.rowsArePatches, !judged.unconfirmed.isEmpty { unconfirmed = judged.unconfirmed }
    self.family = family
    detectableRatio = judged.detectableRatio
    layoutFloor = judged.floor
    if detectableRatio == nil, let reason = judged.whyNothing {
      unsaid = [.detectableRatio: reason]
    }
    lane.complete(&self, of: series)
  }
}

extension StageResult {
  fileprivate init(_ row: LaneRow, _ series: MetricSeries, _ judged: JudgedSeries) {
    let index = series.rows.firstIndex(of: row.place)
    let samples = index.map { index in series.values.map { $0[index] } } ?? []
    let level = index.flatMap(judged.level) ?? MedianInterval(samples)
    func comparison(from earlier: (Int) -> Int, isStep: Bool) -> Comparison? {
      guard let index, index > 0 else { return nil }
      return judged.comparison(from: earlier(index), to: index, isStep: isStep)
    }
    self.init(
      place: row.place, patch: row.patch, step: row.step, title: row.title, subject: row.subject,
      design: [:], changed: [], promise: nil, state: index == nil ? .noSuchMetric : .measured,
      median: level?.median ?? 0, low: level?.low ?? 0, high: level?.high ?? 0,
      samples: samples, counters: .nothingKnown, latencyUs: nil, cpuUsPerCall: 0,
      vsPrevious: comparison(from: { $0 - 1 }, isStep: true),
      vsBase: comparison(from: { _ in 0 }, isStep: false))
    if let index, index > 0, let reason = judged.whyNothing {
      let missing = [(UnsaidFigure.vsPrevious, vsPrevious), (.vsBase, vsBase)].filter { $1 == nil }
      if !missing.isEmpty {
        unsaid = Dictionary(uniqueKeysWithValues: missing.map { ($0.0, reason) })
      }
    }
  }
}
