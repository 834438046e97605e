internal import Documents
internal import Presentation

/// What the run says, in words, above everything else.
struct VerdictView {
  private let run: Run
  private let workloads: [WorkloadResult]

  init(_ run: Run, _ workloads: [WorkloadResult]) {
    self.run = run
    self.workloads = workloads
  }

  var values: [String: Any] {
    ["headline": headline, "sentences": series + changes + exact + quality]
  }

  /// How many patches no workload was measured at.
  private var unmeasured: Int {
    let patches = workloads.flatMap(\.stages).filter { $0.place > .base }
    return Set(patches.map(\.place)).subtracting(patches.filter(\.isMeasured).map(\.place)).count
  }

  /// How many patches are what, each counted once by the strongest of its verdicts.
  private var headline: String {
    var kinds: [StagePlace: Set<Verdict>] = [:]
    for stage in workloads.flatMap(\.stages) {
      guard let verdict = stage.vsPrevious?.verdict else { continue }
      kinds[stage.place, default: []].insert(verdict)
    }
    guard !kinds.isEmpty else {
      let reason = workloads.lazy.compactMap(\.whyNotCompared).first
      let patches = Columns.counted(unmeasured, "patch", "patches")
      let left = unmeasured == 0 ? "" : "; \(patches) could not be measured"
      return "No stages were compared" + (reason.map { ": \($0)" } ?? "") + left
    }
    let strongest: [Verdict] = [
      .slower, .faster, .suspect, .tiny, .inconclusive, .withinLayoutFloor, .noChange,
    ]
    var counts: [Verdict: Int] = [:]
    for verdicts in kinds.values {
      if let first = strongest.first(where: verdicts.contains) { counts[first, default: 0] += 1 }
    }
    let parts: [Verdict] = [
      .faster, .slower, .suspect, .tiny, .noChange, .withinLayoutFloor, .inconclusive,
    ]
    var said = parts.compactMap { part in
      counts[part].map { "\($0) \(part == .suspect ? "one of several suspects" : part.rawValue)" }
    }
    if unmeasured > 0 { said.append("\(unmeasured) could not be measured") }
    return "Of \(Columns.counted(kinds.count + unmeasured, "patch", "patches")): "
      + said.joined(separator: ", ")
  }

  private var series: [[String: Any]] {
    workloads.compactMap { workload in
      guard let change = workload.stages.last?.vsBase else { return nil }
      return [
        "kind": Verdicts.kind(change.verdict), "glyph": Glyph.of(change.verdict),
        "text": "The whole series, \(workload.name): "
          + change.change + change.reasonWords,
      ]
    }
  }

  private var changes: [[String: Any]] {
    workloads.flatMap { workload -> [[String: Any]] in
      workload.attribution.map { change in
        let size = Columns.change(change.ratio, low: change.low, high: change.high)
        let isOne = change.patches.count == 1
        let patches = change.patches.map(\.description)
        let text =
          isOne
          ? "Patch \(patches[0]), \(workload.name): \(size)"
            + workload.confirmation(ofPatch: change.patches[0])
            + workload.equality(ofPatches: change.patches)
          : "Somewhere in patches \(change.numbers), "
            + "\(workload.name), not attributable to one: \(size)"
            + workload.equality(ofPatches: change.patches)
        let verdict: Verdict = workload.isBetter(change.ratio) ? .faster : .slower
        return [
          "kind": Verdicts.kind(isOne ? verdict : .suspect),
          "glyph": Glyph.of(isOne ? verdict : .suspect), "text": text,
          "patch": change.patches.first?.rawValue ?? 0,
        ]
      }
    }
  }

  /// What became of numbers that never vary: counted, not estimated.
  private var exact: [[String: Any]] {
    run.patchLanes.flatMap(\.result.workloads).flatMap { workload in
      workload.exactChanges.map { change -> [String: Any] in
        let kind: Verdict = workload.isBetter(change) ? .faster : .slower
        return [
          "kind": Verdicts.kind(kind), "glyph": Glyph.of(kind),
          "patch": change.patches.last?.rawValue ?? 0,
          "text": "\(workload.name): \(change.name): \(workload.words(change))",
        ]
      }
    } + (run.constants.map { [["kind": "same", "glyph": "=", "text": $0]] } ?? [])
  }

  /// What was kept, what changed for callers, and how small a change the rounds could show.
  private var quality: [[String: Any]] {
    let broken = (run.counted?.promises ?? []).filter { !$0.isKept }.count
    let kept = (run.counted?.promises.count ?? 0) - broken
    var lines: [[String: Any]] = []
    if run.counted != nil {
      lines.append([
        "kind": broken == 0 ? "same" : "slower", "glyph": broken == 0 ? "✓" : "✗",
        "text": "\(kept) of \(kept + broken) promises kept, counted exactly",
      ])
      for change in run.counted?.behaviourChanges ?? [] {
        lines.append([
          "kind": "slower", "glyph": "!", "patch": change.patch.rawValue,
          "text": "Patch \(change.patch), \(change.probe): \(change.before) → \(change.after)",
        ])
      }
    }
    for workload in workloads {
      if let reason = workload.notCompared {
        lines.append([
          "kind": "unsure", "glyph": "?",
          "text": "\(workload.name): nothing was compared: \(reason)",
        ])
      }
      if let ratio = workload.detectableRatio {
        lines.append([
          "kind": "unsure", "glyph": "±",
          "text":
            "\(workload.name): \(Columns.counted(run.settings.rounds, "round")) on this machine find "
            + "a change of \(Doubts.percent(ratio - 1)) four times in five",
        ])
      }
      if let finding = workload.layoutFinding {
        lines.append(["kind": "unsure", "glyph": "!", "text": finding])
      }
      lines += Doubts(workload).lines.map { ["kind": "unsure", "glyph": "?", "text": $0] }
    }
    return lines
  }
}
