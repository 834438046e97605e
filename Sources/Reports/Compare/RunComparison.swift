package import Documents
internal import Findings
internal import Presentation

/// Two runs patch by patch, such as those of two versions of a series, as plain text.
///
/// Patches are matched by their subject. The runs were not measured in the same rounds, so only the
/// changes that each patch made inside its own run are compared; they differ where their intervals do
/// not touch.
package struct RunComparison {
  private let old: Run
  private let new: Run
  private let style: TextStyle

  /// Creates the comparison.
  ///
  /// - Parameters:
  ///   - old: The earlier run.
  ///   - new: The later run.
  ///   - style: Width, characters and colours.
  package init(old: Run, new: Run, style: TextStyle = .plain) {
    self.old = old
    self.new = new
    self.style = style
  }

  /// Renders the comparison, one line feed behind each line.
  ///
  /// - Returns: The text, at most 100 columns wide.
  package func render() -> String {
    var lines = ["old: \(Self.name(old))", "new: \(Self.name(new))"]
    if old.environment.processor != new.environment.processor
      || old.environment.kernel != new.environment.kernel
    {
      lines.append("warning: the runs were made on different machines or kernels")
    }
    lines += commands
    for lane in Set(old.lanes.keys).union(new.lanes.keys).sorted() {
      lines += compare(lane)
    }
    lines += [""]
    lines += RunToRun.legend.flatMap { Columns.wrap($0, indent: 4, columns: style.columns) }
    return lines.map { style.finished($0) + "\n" }.joined()
  }

  private static func name(_ run: Run) -> String {
    let title = run.series.map {
      "\(Columns.left($0.title, min(50, $0.title.count))), v\($0.version)"
        + LeftOut.words(run.settings.without)
    }
    return
      "\(title ?? run.settings.range ?? "no series"), \(Columns.counted(run.settings.rounds, "round")), \(run.environment.started)"
  }

  /// A warning where the runs are of different commands: then more than the patches differs.
  private var commands: [String] {
    let (before, after) = (Self.commands(of: old), Self.commands(of: new))
    let names = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    guard !before.isEmpty, !after.isEmpty, !names.isEmpty else { return [] }
    let differences = names.map {
      "\($0): \(before[$0] ?? "none") in the old run, \(after[$0] ?? "none") in the new one"
    }
    return Columns.wrap(
      "warning: the runs measured different commands: " + differences.joined(separator: "; "),
      indent: 4, columns: style.columns)
  }

  /// What was run at each stage, and what was done before; none where no commands were measured.
  private static func commands(of run: Run) -> [String: String] {
    var runs: [String] = []
    for command in (run.lanes[.command]?.workloads ?? []).compactMap(\.command)
    where !runs.contains(command) {
      runs.append(command)
    }
    guard !runs.isEmpty else { return [:] }
    var commands = ["run": runs.joined(separator: ", ")]
    for name in ["build", "setup", "prepare", "conclude"] {
      commands[name] = run.settings.commands?[name]
    }
    return commands
  }

  private func compare(_ lane: LaneKind) -> [String] {
    let before = old.lanes[lane]?.workloads ?? []
    let after = new.lanes[lane]?.workloads ?? []
    var lines: [String] = []
    let label = lane.rowsArePatches ? "" : lane.prefix
    for workload in after {
      guard let earlier = before.first(where: { $0.name == workload.name }) else {
        lines += ["", "\(label)\(workload.name): only in the new run"]
        continue
      }
      lines += lane.rowsArePatches ? compare(earlier, workload) : calls(earlier, workload)
    }
    for workload in before where !after.contains(where: { $0.name == workload.name }) {
      lines += ["", "\(label)\(workload.name): only in the old run"]
    }
    return lines
  }

  /// The kernel's call styles, whose rows are not patches.
  private func calls(_ before: WorkloadResult, _ after: WorkloadResult) -> [String] {
    let (old, new) = (PatchChange(series: before), PatchChange(series: after))
    return [
      "", "kernel: \(after.name): one call for the vector against one for each segment [95 %]",
      Self.row("", "", "call", "old run", "new run", ""),
      Self.row(
        "", "", after.stages.last?.title ?? "", old?.text ?? "–", new?.text ?? "–",
        Self.judge(old, new)),
    ]
  }

  private func compare(_ before: WorkloadResult, _ after: WorkloadResult) -> [String] {
    let level = before.family == .exact && after.family == .exact ? ", exactly" : " [95 %]"
    var lines = ["", "\(after.name): change of each patch against the stage before\(level)"]
    lines.append(Self.row("old", "new", "patch", "old run", "new run", ""))
    var left = before.stages.filter { $0.place > .base }
    for stage in after.stages where stage.place > .base {
      let place = left.firstIndex { $0.title == stage.title }
      let earlier = place.map { PatchChange(before, left.remove(at: $0)) }
      lines.append(Self.row(earlier, PatchChange(after, stage)))
    }
    lines += left.map { Self.row(PatchChange(before, $0), nil) }
    let (old, new) = (PatchChange(series: before), PatchChange(series: after))
    lines.append(
      Self.row(
        "", "", "the whole series", old?.text ?? "–", new?.text ?? "–", Self.judge(old, new)))
    return lines
  }

  private static func row(_ old: PatchChange?, _ new: PatchChange?) -> String {
    row(
      old.map { $0.stage.label } ?? "–", new.map { $0.stage.label } ?? "–",
      (new ?? old)?.stage.title ?? "", old?.text ?? "–", new?.text ?? "–",
      old == nil ? "new patch" : new == nil ? "dropped" : judge(old, new))
  }

  private static func judge(_ old: PatchChange?, _ new: PatchChange?) -> String {
    guard let old, let new else { return "" }
    return new.judged(beside: old)?.words ?? ""
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
