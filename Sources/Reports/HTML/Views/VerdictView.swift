internal import Documents
internal import Presentation

/// What the run says, in words, above everything else.
struct VerdictView {
  /// What the template shows.
  struct Values {
    var headline: String
    var sentences: [Sentence]
  }

  /// A sentence with its sign.
  struct Sentence {
    /// The class that colours the sign.
    var kind: String
    var glyph: String
    var text: String
    /// The patch that it links to.
    var patch: Int?
  }

  private let run: Run
  private let workloads: [WorkloadResult]

  init(_ run: Run, _ workloads: [WorkloadResult]) {
    self.run = run
    self.workloads = workloads
  }

  var values: Values {
    Values(headline: headline, sentences: series + changes + exact + quality)
  }

  /// How many patches no workload was measured at.
  private var unmeasured: Int {
    let patches = workloads.flatMap(\.stages).filter { $0.number > 0 }
    return Set(patches.map(\.number)).subtracting(patches.filter(\.isMeasured).map(\.number)).count
  }

  /// How many patches are what, each counted once by the strongest of its verdicts.
  private var headline: String {
    var kinds: [Int: Set<String>] = [:]
    for stage in workloads.flatMap(\.stages) {
      guard let verdict = stage.vsPrevious?.verdict else { continue }
      kinds[stage.number, default: []].insert(verdict)
    }
    guard !kinds.isEmpty else {
      let reason = workloads.lazy.compactMap(\.whyNotCompared).first
      let patches = Columns.counted(unmeasured, "patch", "patches")
      let left = unmeasured == 0 ? "" : "; \(patches) could not be measured"
      return "No stages were compared" + (reason.map { ": \($0)" } ?? "") + left
    }
    let order = [
      ("slower", "slower"), ("faster", "faster"), ("suspect", "one of several suspects"),
      ("tiny but real", "tiny but real"), ("inconclusive", "inconclusive"),
      ("within the layout floor", "within the layout floor"), ("no change", "no change"),
    ]
    var counts: [String: Int] = [:]
    for verdicts in kinds.values {
      if let first = order.first(where: { verdicts.contains($0.0) }) {
        counts[first.1, default: 0] += 1
      }
    }
    let parts =
      ["faster", "slower", "one of several suspects", "tiny but real", "no change"]
      + ["within the layout floor", "inconclusive"]
    var said = parts.compactMap { part in counts[part].map { "\($0) \(part)" } }
    if unmeasured > 0 { said.append("\(unmeasured) could not be measured") }
    return "Of \(Columns.counted(kinds.count + unmeasured, "patch", "patches")): "
      + said.joined(separator: ", ")
  }

  private var series: [Sentence] {
    workloads.compactMap { workload in
      guard let change = workload.stages.last?.vsBase else { return nil }
      return Sentence(
        kind: Verdicts.kind(change.verdict), glyph: Glyph.of(change.verdict),
        text: "The whole series, \(workload.name): " + change.change + change.reasonWords)
    }
  }

  private var changes: [Sentence] {
    workloads.flatMap { workload in
      workload.attribution.map { change -> Sentence in
        let size = Columns.change(change.ratio, low: change.low, high: change.high)
        let isOne = change.patches.count == 1
        let patches = change.patches.map(String.init)
        let text =
          isOne
          ? "Patch \(patches[0]), \(workload.name): \(size)"
            + workload.confirmation(ofPatch: change.patches[0])
            + workload.equality(ofPatches: change.patches)
          : "Somewhere in patches \(change.numbers), "
            + "\(workload.name), not attributable to one: \(size)"
            + workload.equality(ofPatches: change.patches)
        let verdict = workload.isBetter(change.ratio) ? "faster" : "slower"
        return Sentence(
          kind: isOne ? verdict : "suspect", glyph: Glyph.of(isOne ? verdict : "suspect"),
          text: text, patch: change.patches.first ?? 0)
      }
    }
  }

  /// What became of numbers that never vary: counted, not estimated.
  private var exact: [Sentence] {
    run.patchLanes.flatMap(\.result.workloads).flatMap { workload in
      workload.exactChanges.map { change -> Sentence in
        let kind = workload.isBetter(change) ? "faster" : "slower"
        return Sentence(
          kind: kind, glyph: Glyph.of(kind),
          text: "\(workload.name): \(change.name): \(workload.words(change))",
          patch: change.patches.upperBound)
      }
    } + (run.constants.map { [Sentence(kind: "same", glyph: "=", text: $0)] } ?? [])
  }

  /// What was kept, what changed for callers, and how small a change the rounds could show.
  private var quality: [Sentence] {
    let broken = (run.counted?.promises ?? []).filter { !$0.isKept }.count
    let kept = (run.counted?.promises.count ?? 0) - broken
    var lines: [Sentence] = []
    if run.counted != nil {
      lines.append(
        Sentence(
          kind: broken == 0 ? "same" : "slower", glyph: broken == 0 ? "✓" : "✗",
          text: "\(kept) of \(kept + broken) promises kept, counted exactly"))
      for change in run.counted?.behaviourChanges ?? [] {
        lines.append(
          Sentence(
            kind: "slower", glyph: "!",
            text: "Patch \(change.patch), \(change.probe): \(change.before) → \(change.after)",
            patch: change.patch))
      }
    }
    for workload in workloads {
      if let reason = workload.notCompared {
        lines.append(
          Sentence(
            kind: "unsure", glyph: "?", text: "\(workload.name): nothing was compared: \(reason)"))
      }
      if let ratio = workload.detectableRatio {
        lines.append(
          Sentence(
            kind: "unsure", glyph: "±",
            text:
              "\(workload.name): \(Columns.counted(run.settings.rounds, "round")) on this machine "
              + "find a change of \(Doubts.percent(ratio - 1)) four times in five"))
      }
      if let finding = workload.layoutFinding {
        lines.append(Sentence(kind: "unsure", glyph: "!", text: finding))
      }
      lines += Doubts(workload).lines.map { Sentence(kind: "unsure", glyph: "?", text: $0) }
    }
    return lines
  }
}
