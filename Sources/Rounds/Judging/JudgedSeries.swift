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
  /// The smallest intervals of variants over which something really changed; those of several patches
  /// only where fresh rounds have confirmed them.
  private let intervals: [StepInterval]
  /// The smallest runs of patches over which something really changed.
  let attribution: [AttributedChange]
  /// Changes that these rounds find in several patches together, and which no fresh rounds confirm.
  let unconfirmed: [AttributedChange]
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
  ///   - confirmation: What fresh rounds say of a change of several patches; nil where there are none.
  ///   - patch: The patch that leads to a row; nil if none does.
  init(
    _ index: Int, of family: MetricFamily, judge: Judge?, pValues: [[Double]],
    confirmation: (AttributedChange) -> Confirmation?,
    patch: @escaping (StagePlace) -> PatchNumber?
  ) {
    let series = family.members[index]
    self.series = series
    kind = family.kind
    self.judge = judge
    self.index = index
    let found = (judge?.attribution(workload: index) ?? []).map {
      FoundInterval($0, of: series, judge, index, confirmation, patch)
    }
    intervals = found.filter(\.isNamed).map(\.interval)
    attribution =
      judge == nil
      ? family.kind == .exact ? series.exactAttribution(patch) : []
      : found.filter(\.isNamed).compactMap(\.change)
    unconfirmed = found.filter { !$0.isNamed }.compactMap(\.change)
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
