internal import Documents
internal import Statistics

/// One series with the judge's findings, as they stand in documents.
struct JudgedSeries {
  private let series: MetricSeries
  private let kind: FamilyKind?
  /// Nil if there are too few rounds, or no ratios.
  private let judge: Judge?
  /// The series' index in its family.
  private let index: Int
  /// The smallest intervals of variants over which something really changed.
  private let intervals: [StepInterval]
  /// The signed-rank test's, by step.
  private let pValues: [Double]
  /// The patch that leads to a row; nil if none does.
  private let patch: (StagePlace) -> PatchNumber?
  /// What building the base again does; nil if that was not measured.
  let floor: LayoutFloor?

  /// Looks at the findings of one member of a family.
  ///
  /// - Parameters:
  ///   - index: The member's index.
  ///   - family: The family.
  ///   - judge: What judges the family; nil if there are too few rounds, or no ratios.
  ///   - pValues: The judge's signed-rank p by member and step, which are costly to find.
  ///   - patch: The patch that leads to a row; nil if none does.
  init(
    _ index: Int, of family: MetricFamily, judge: Judge?, pValues: [[Double]],
    patch: @escaping (StagePlace) -> PatchNumber?
  ) {
    series = family.members[index]
    kind = family.kind
    self.judge = judge
    self.index = index
    intervals = judge?.attribution(workload: index) ?? []
    self.pValues = judge == nil ? [] : pValues[index]
    self.patch = patch
    floor =
      judge == nil ? nil : LayoutFloor(base: series.rebuilt.base, rebuilt: series.rebuilt.again)
  }

  /// The smallest ratio between neighbours that the rounds find four times in five.
  var detectableRatio: Double? { judge?.minimumDetectableRatio(workload: index) }

  /// Why there is no such ratio, or no comparison; nil where none is expected.
  var whyNothing: UnsaidReason? {
    guard kind != .exact, series.rows.count > 1 else { return nil }
    guard judge == nil else { return .beyondNumbers }
    return series.isPositive ? .fewRounds : .noRatios
  }

  /// A row's level with its 95 % interval: the base's median times the row's ratio to the base.
  ///
  /// - Parameter row: The index among the series' rows.
  /// - Returns: The level; nil where stages are not compared, or where it is beyond what a number can hold.
  func level(_ row: Int) -> MedianInterval? {
    guard let judge, series.rows.count > 1,
      let base = MedianInterval(series.values.map { $0[0] })?.median
    else { return nil }
    let (above, half) = judge.level(workload: index, variant: series.variants[row])
    guard above.isFinite,
      let ratios = Ratios((above - half)...(above + half), middle: above, better: series.better)
    else { return nil }
    let level = MedianInterval(
      median: base * ratios.middle, low: base * ratios.low, high: base * ratios.high)
    return [level.median, level.low, level.high].allSatisfy(\.isFinite) ? level : nil
  }

  /// The smallest runs of patches over which something really changed.
  var attribution: [AttributedChange] {
    guard let judge else { return exactChanges }
    return intervals.compactMap { interval in
      let change = judge.change(workload: index, from: interval.start, to: interval.end)
      guard change.isFinite,
        let ratios = Ratios(judge.interval(change), middle: change.mean, better: series.better)
      else { return nil }
      return AttributedChange(
        patches: series.rows(of: interval).compactMap(patch), ratio: ratios.middle,
        low: ratios.low, high: ratios.high)
    }
  }

  /// Compares two rows; nil if nothing can be said.
  ///
  /// - Parameters:
  ///   - earlier: The index among the series' rows.
  ///   - later: The index of a later row.
  ///   - isStep: Whether they are neighbours, whose change the attribution decides.
  /// - Returns: The comparison.
  func comparison(from earlier: Int, to later: Int, isStep: Bool) -> Comparison? {
    guard let judge else { return exactComparison(from: earlier, to: later) }
    let (earlier, later) = (series.variants[earlier], series.variants[later])
    guard earlier != later else { return .ofEqualPrograms }
    guard
      let judged = judge.judge(
        workload: index, from: earlier, to: later, step: isStep ? intervals : nil,
        floor: floor?.logarithm ?? 0),
      var comparison = Comparison(
        judged, better: series.better,
        suspects: { series.rows(of: $0).compactMap(patch) })
    else { return nil }
    if isStep { comparison.signedRankP = pValues[later - 1] }
    if let doubt = judged.doubt { comparison.leaveOpen(doubt) }
    return comparison
  }

  private var exactChanges: [AttributedChange] {
    guard kind == .exact else { return [] }
    return series.exactChanges.filter { $0.before > 0 }.map { rows, before, after in
      let ratio = after / before
      return AttributedChange(
        patches: rows.compactMap(patch), ratio: ratio, low: ratio, high: ratio)
    }
  }

  private func exactComparison(from earlier: Int, to later: Int) -> Comparison? {
    guard kind == .exact, let figures = series.values.first else { return nil }
    let (before, after) = (figures[earlier], figures[later])
    guard before != after else { return Comparison(ratio: 1, low: 1, high: 1, verdict: .equal) }
    guard before > 0 else { return nil }
    let ratio = after / before
    return Comparison(
      ratio: ratio, low: ratio, high: ratio, verdict: after > before ? .more : .fewer)
  }
}

extension Comparison {
  /// Says what stays open, and of what cannot be said why.
  fileprivate mutating func leaveOpen(_ doubt: Doubt) {
    notExcluded = doubt.notExcluded
    moreRounds = doubt.moreRounds
    var unsaid: [UnsaidFigure: UnsaidReason] = [:]
    if notExcluded == nil { unsaid[.notExcluded] = .beyondNumbers }
    if moreRounds == nil {
      unsaid[.moreRounds] =
        doubt.isLopsided
        ? .fewOutlyingRounds : doubt.isBeyondCounting ? .beyondCounting : .asManyAgain
    }
    if !unsaid.isEmpty { self.unsaid = unsaid }
  }
}
