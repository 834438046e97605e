package import Documents
internal import Presentation

/// A condition under which a run counts as failed: `slower:2%`, `faster:10%`, and with a metric's name
/// in front `max RSS:slower:5%`.
///
/// It holds where the whole interval lies beyond the limit, not where the estimate does: noise alone
/// does not fail a run.
package struct FailureCondition: Hashable, Sendable {
  /// The metrics whose name holds this text; all but what the kernel counted where nil.
  package let metric: String?
  /// Whether it is about changes for the worse.
  package let isForWorse: Bool
  /// The limit, as a part: 0.02 for 2 %.
  package let limit: Double

  /// Reads a condition; nil where it cannot be understood.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, let last = parts.last, last.hasSuffix("%"),
      let percent = Double(last.dropLast()), percent >= 0, percent < 1000
    else { return nil }
    switch parts[parts.count - 2] {
    case "slower": isForWorse = true
    case "faster": isForWorse = false
    default: return nil
    }
    // Names of metrics hold colons too.
    let name = parts.dropLast(2).joined(separator: ":")
    metric = name.isEmpty ? nil : name
    limit = percent / 100
  }

  /// Whether it is about the primary metrics, or about one of these.
  ///
  /// - Parameter names: The names that the metrics will have.
  /// - Returns: Whether it can be judged.
  package func isAbout(_ names: [String]) -> Bool {
    metric.map { metric in names.contains { $0.contains(metric) } } ?? true
  }

  /// What came of looking at a lane.
  package enum Outcome: Hashable, Sendable {
    /// It holds nowhere.
    case passed
    /// It holds; a sentence for each place.
    case failed([String])
    /// No metric has that name; those that there are.
    case unknownMetric([String])
    /// Nothing was compared, for this reason.
    case unjudged(reason: String)
  }

  /// Looks at every patch, and at the last stage against the base.
  ///
  /// - Parameter lane: What was measured.
  /// - Returns: Whether it holds, and where.
  package func check(_ lane: LaneResult) -> Outcome {
    let chosen = lane.workloads.filter { workload in
      metric.map { workload.name.contains($0) }
        ?? workload.isOwn
    }
    guard !chosen.isEmpty else { return .unknownMetric(lane.workloads.map(\.name)) }
    let sentences = chosen.flatMap { workload -> [String] in
      var found = workload.stages.compactMap { stage in
        stage.vsPrevious.flatMap { sentence(workload, $0, stage.patchName) }
      }
      found += changesFromZero(workload)
      let last = workload.stages.last { $0.vsBase != nil }
      if let change = last?.vsBase, let whole = sentence(workload, change, "the series") {
        found.append(whole)
      }
      return found
    }
    guard sentences.isEmpty else { return .failed(sentences) }
    // Where a metric has the very name, those that only hold it do not stand in for it.
    let named = chosen.filter { $0.name == metric }
    let judged = (named.isEmpty ? chosen : named).filter { $0.stages.count > 1 }
    let reasons = judged.compactMap(whyNotJudged)
    guard let first = reasons.first, reasons.count == judged.count else { return .passed }
    return .unjudged(reason: first)
  }

  /// Why nothing can be said of a workload; nil where something can, or it has but one stage.
  private func whyNotJudged(_ workload: WorkloadResult) -> String? {
    guard workload.better != .unknown else {
      return
        "\(workload.name): neither its name nor its unit says which way is better; --higher or "
        + "--lower does"
    }
    guard workload.family == .exact else {
      return workload.whyNotCompared.map { "\(workload.name): \($0)" }
    }
    let fall = workload.neighbours.first { before, after in
      before.median < 0 && before.median != after.median
    }
    return fall.map {
      "\(workload.name): \(change($0, $1)) at \($1.patchName), and of a figure below 0 there are "
        + "no percentages"
    }
  }

  /// What a number that never varies does where it was 0 before: no percentage says how much, and
  /// none is enough.
  private func changesFromZero(_ workload: WorkloadResult) -> [String] {
    guard workload.family == .exact, workload.better != .unknown else { return [] }
    return workload.neighbours.compactMap { before, after in
      let isWorse = (after.median > 0) == (workload.better == .lower)
      guard before.median == 0, after.median != 0, isWorse == isForWorse else { return nil }
      return "\(workload.name): \(after.patchName) is \(isForWorse ? "slower" : "faster"): "
        + "\(change(before, after)), exactly, which no percentage allows"
    }
  }

  private func change(_ before: StageResult, _ after: StageResult) -> String {
    "from \(Columns.exact(before.median)) to \(Columns.exact(after.median))"
  }

  private func sentence(
    _ workload: WorkloadResult, _ change: Comparison, _ what: String
  ) -> String? {
    guard workload.better != .unknown, change.verdict != .withinLayoutFloor else { return nil }
    let isRise = (workload.better == .lower) == isForWorse
    let bound = isRise ? change.low - 1 : 1 - change.high
    guard bound > limit else { return nil }
    func percent(_ value: Double) -> String { "\((value * 1000).rounded() / 10) %" }
    return "\(workload.name): \(what) is \(isForWorse ? "slower" : "faster") by at least "
      + "\(percent(bound)), limit \(percent(limit))"
  }
}
