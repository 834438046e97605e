public import RunModel
internal import Wording

/// Two runs patch by patch, such as those of two versions of a series, as plain text.
///
/// Patches belong together by their subject. The runs were not measured in the same rounds, so
/// only the changes that each patch made inside its own run stand side by side, and are called
/// apart where their intervals do not touch.
public struct RunComparison {
  private let old: Run
  private let new: Run
  private let style: TextStyle

  /// Creates the comparison.
  ///
  /// - Parameters:
  ///   - old: The earlier run.
  ///   - new: The later run.
  ///   - style: Whom it is laid out for.
  public init(old: Run, new: Run, style: TextStyle = .plain) {
    self.old = old
    self.new = new
    self.style = style
  }

  /// Renders the comparison, one line feed behind each line.
  ///
  /// - Returns: The text, at most 100 columns wide.
  public func render() -> String {
    var lines = ["old: \(Self.name(old))", "new: \(Self.name(new))"]
    if old.environment.processor != new.environment.processor
      || old.environment.kernel != new.environment.kernel
    {
      lines.append("warning: the runs are of different machines or kernels")
    }
    for lane in Set(old.lanes.keys).union(new.lanes.keys).sorted() {
      lines += compare(lane)
    }
    return lines.map { style.finished(TextStyle.unmarked($0)) + "\n" }.joined()
  }

  private static func name(_ run: Run) -> String {
    let title = run.series.map {
      "\(Columns.left($0.title, min(50, $0.title.count))), v\($0.version)"
        + LeftOut.words(run.settings.without)
    }
    return
      "\(title ?? run.settings.range ?? "no series"), \(Columns.counted(run.settings.rounds, "round")), \(run.environment.started)"
  }

  private func compare(_ lane: String) -> [String] {
    let before = old.lanes[lane]?.workloads ?? []
    let after = new.lanes[lane]?.workloads ?? []
    var lines: [String] = []
    let label = lane == "kernel" ? "kernel: " : ""
    for workload in after {
      guard let earlier = before.first(where: { $0.name == workload.name }) else {
        lines += ["", "\(label)\(workload.name): only in the new run"]
        continue
      }
      lines += lane == "kernel" ? calls(earlier, workload) : compare(earlier, workload)
    }
    for workload in before where !after.contains(where: { $0.name == workload.name }) {
      lines += ["", "\(label)\(workload.name): only in the old run"]
    }
    return lines
  }

  /// The kernel's two ways of one call, which are no patches.
  private func calls(_ before: WorkloadResult, _ after: WorkloadResult) -> [String] {
    let (old, new) = (before.stages.last?.vsBase, after.stages.last?.vsBase)
    return [
      "", "kernel: \(after.name): one call for the vector against one for each segment [95 %]",
      Self.row("", "", "call", "old run", "new run", ""),
      Self.row(
        "", "", after.stages.last?.title ?? "", Self.text(old), Self.text(new),
        Self.judge(old, new, lowerIsBetter: after.better == "lower")),
    ]
  }

  private func compare(_ before: WorkloadResult, _ after: WorkloadResult) -> [String] {
    var lines = ["", "\(after.name): change of each patch against its stage before [95 %]"]
    lines.append(Self.row("old", "new", "patch", "old run", "new run", ""))
    let isLower = after.better == "lower"
    var left = before.stages.filter { $0.number > 0 }
    for stage in after.stages where stage.number > 0 {
      let place = left.firstIndex { $0.title == stage.title }
      let earlier = place.map { left.remove(at: $0) }
      lines.append(Self.row(earlier, stage, lowerIsBetter: isLower))
    }
    lines += left.map { Self.row($0, nil, lowerIsBetter: isLower) }
    lines.append(
      Self.row(
        "", "", "the whole series", Self.text(before.stages.last?.vsBase),
        Self.text(after.stages.last?.vsBase),
        Self.judge(
          before.stages.last?.vsBase, after.stages.last?.vsBase, lowerIsBetter: isLower)))
    return lines
  }

  private static func row(
    _ old: StageResult?, _ new: StageResult?, lowerIsBetter isLower: Bool
  ) -> String {
    let note =
      old == nil
      ? "new patch"
      : new == nil ? "dropped" : judge(old?.vsPrevious, new?.vsPrevious, lowerIsBetter: isLower)
    return row(
      old.map { "\($0.number)" } ?? "–", new.map { "\($0.number)" } ?? "–",
      (new ?? old)?.title ?? "", text(old?.vsPrevious), text(new?.vsPrevious), note)
  }

  private static func text(_ change: Comparison?) -> String {
    guard let change else { return "–" }
    let interval = "[\(Columns.factor(change.low)), \(Columns.factor(change.high))]"
    // What runs are called apart by is the interval of all comparisons together, beside which "no
    // change", the word of another one, would be no reading.
    let glyph = change.verdict == "no change" ? "" : " \(Glyph.of(change.verdict))"
    return "×\(Columns.factor(change.ratio)) \(interval)\(glyph)"
  }

  private static func judge(
    _ old: Comparison?, _ new: Comparison?, lowerIsBetter isLower: Bool
  ) -> String {
    guard let old, let new else { return "" }
    if new.low > old.high { return isLower ? "▼ worse" : "▲ better" }
    return new.high < old.low ? isLower ? "▲ better" : "▼ worse" : "unclear"
  }

  private static func row(
    _ old: String, _ new: String, _ title: String, _ before: String, _ after: String, _ note: String
  ) -> String {
    let columns = [
      Columns.right(old, 3), Columns.right(new, 3), Columns.left(title, 32),
      Columns.right(before, 23), Columns.right(after, 23), note,
    ]
    var line = columns.joined(separator: " ")
    while line.last == " " { line.removeLast() }
    return line
  }
}
