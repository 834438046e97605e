internal import Documents
internal import Statistics

/// A run of variants over which the judge finds a change.
struct FoundInterval {
  let interval: StepInterval
  /// The change with its patches; nil if it is beyond what a number can hold.
  let change: AttributedChange?
  /// Whether a report may speak of it: always of what a single step changed, and of what several patches
  /// changed together only where fresh rounds show it again.
  ///
  /// A single step is one comparison of neighbours. An interval is what is left over where none of its
  /// steps stands out: often a disturbance of one of its two ends, and then innocent patches lie inside.
  let isNamed: Bool

  /// Looks at an interval.
  ///
  /// - Parameters:
  ///   - interval: The interval.
  ///   - series: The figures.
  ///   - judge: What found it.
  ///   - workload: The figures' index in the judge's family.
  ///   - confirmation: What fresh rounds say of a change of several patches; nil where there are none.
  ///   - patch: The patch that leads to a row; nil if none does.
  init(
    _ interval: StepInterval, of series: MetricSeries, _ judge: Judge?, _ workload: Int,
    _ confirmation: (AttributedChange) -> Confirmation?, _ patch: (StagePlace) -> PatchNumber?
  ) {
    self.interval = interval
    let patches = series.rows(of: interval).compactMap(patch)
    let isOne = interval.count == 1 && patches.count <= 1
    var change = judge.flatMap { judge -> AttributedChange? in
      let change = judge.change(workload: workload, from: interval.start, to: interval.end)
      guard change.isFinite,
        let ratios = Ratios(judge.interval(change), middle: change.mean, better: series.better)
      else { return nil }
      return AttributedChange(
        patches: patches, ratio: ratios.middle, low: ratios.low, high: ratios.high)
    }
    if !isOne, let found = change { change?.confirmed = confirmation(found) }
    self.change = change
    isNamed = isOne || change?.confirmed?.holds == true
  }
}

extension MetricSeries {
  /// Where a figure that never varies is another than before.
  func exactAttribution(_ patch: (StagePlace) -> PatchNumber?) -> [AttributedChange] {
    exactChanges.filter { $0.before > 0 }.map { rows, before, after in
      let ratio = after / before
      return AttributedChange(
        patches: rows.compactMap(patch), ratio: ratio, low: ratio, high: ratio)
    }
  }
}
