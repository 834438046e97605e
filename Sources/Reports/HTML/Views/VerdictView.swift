internal import Documents
internal import Findings
internal import Presentation

/// The run's findings in words, above everything else.
struct VerdictView {
  /// What the template shows.
  struct Values {
    /// The one sentence that every report begins with.
    var answer: String
    /// How many patches are what.
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

  /// Every verdict, those first that say more of a patch.
  static let strongestFirst: [Verdict] = [
    .slower, .faster, .changed, .more, .fewer, .suspect, .tiny, .inconclusive, .withinLayoutFloor,
    .noChange, .equal,
  ]

  private let run: Run
  private let workloads: [WorkloadResult]

  init(_ run: Run, _ workloads: [WorkloadResult]) {
    self.run = run
    self.workloads = workloads
  }

  var values: Values {
    Values(
      answer: AnswerWords.sentence(run), headline: headline,
      sentences: series + kernel + counted + changes + exact + quality)
  }

  /// How many patches no workload was measured at.
  private var unmeasured: Int {
    let patches = workloads.flatMap(\.stages).filter { $0.place > .base }
    return Set(patches.map(\.place)).subtracting(patches.filter(\.isMeasured).map(\.place)).count
  }

  /// How many patches are what, each counted once by the strongest of its verdicts.
  private var headline: String {
    var kinds: [StagePlace: Set<Verdict>] = [:]
    for workload in workloads {
      for stage in workload.stages {
        guard let verdict = stage.vsPrevious?.verdict else { continue }
        kinds[stage.place, default: []].insert(workload.judged(verdict))
      }
    }
    guard !kinds.isEmpty else {
      let reason = workloads.lazy.compactMap(\.whyNotCompared).first
      let patches = Columns.counted(unmeasured, "patch", "patches")
      let left = unmeasured == 0 ? "" : "; \(patches) could not be measured"
      return "No stages were compared" + (reason.map { ": \($0)" } ?? "") + left
    }
    var counts: [Verdict: Int] = [:]
    for verdicts in kinds.values {
      if let first = Self.strongestFirst.first(where: verdicts.contains) {
        counts[first, default: 0] += 1
      }
    }
    var said = Verdict.named.compactMap { verdict in counts[verdict].map { "\($0) \(verdict.name)" }
    }
    if unmeasured > 0 { said.append("\(unmeasured) could not be measured") }
    return "Of \(Columns.counted(kinds.count + unmeasured, "patch", "patches")): "
      + said.joined(separator: ", ")
  }

  private var series: [Sentence] {
    workloads.compactMap { workload in
      guard let change = workload.stages.last?.vsBase else { return nil }
      return Sentence(
        kind: change.verdict.tone(workload.better).pageClass, glyph: change.sign,
        text: "The whole series, \(workload.name): " + change.change + change.reasonWords)
    }
  }

  /// What one vectored call brings the running kernel, beside what the series brings the engine.
  private var kernel: [Sentence] {
    KernelBeside.lines(of: run).map {
      Sentence(kind: Tone.unchanged.pageClass, glyph: "·", text: $0)
    }
  }

  /// What each patch promised and what was counted, with what became of the throughput.
  private var counted: [Sentence] {
    CountedWords.lines(of: run).map { line in
      Sentence(
        kind: (line.isKept ? Tone.unchanged : .worse).pageClass, glyph: line.sign, text: line.text,
        patch: line.patches.count == 1 ? line.patches[0].rawValue : nil)
    }
  }

  /// What is real, but for what stands beside counts.
  private var changes: [Sentence] {
    let told = CountedWords.timedPatches(of: run)
    return workloads.flatMap { workload in
      workload.blamed.filter { change in
        change.patches.count > 1 || !told.isSuperset(of: change.patches)
      }.map { change -> Sentence in
        let size = Columns.change(change.ratio, low: change.low, high: change.high)
        let isOne = change.patches.count == 1
        let patches = change.patches.map(\.description)
        let text =
          isOne
          ? "Patch \(patches[0]), \(workload.name): \(size)"
            + workload.confirmation(of: change)
            + workload.equality(ofPatches: change.patches)
          : "Somewhere in patches \(change.numbers), "
            + "\(workload.name), not attributable to one: \(size)"
            + workload.confirmation(of: change)
            + workload.equality(ofPatches: change.patches)
        let verdict = isOne ? workload.verdict(change) : .suspect
        return Sentence(verdict, text, patch: change.patches.first)
      }
        + workload.deniedChanges.map {
          Sentence(.inconclusive, "\(workload.name): \($0.text)", patch: $0.patches.first)
        }
    }
  }

  /// What became of numbers that never vary: counted, not estimated.
  private var exact: [Sentence] {
    run.patchLanes.flatMap(\.result.workloads).flatMap { workload in
      workload.exactChanges.map { change in
        Sentence(
          workload.verdict(change),
          "\(workload.name): \(change.name): \(workload.words(change))",
          patch: change.patches.last)
      }
    } + (run.constants.map { [Sentence(.equal, $0)] } ?? [])
  }

  /// What changed for callers, and how small a change the rounds could show.
  private var quality: [Sentence] {
    var lines = (run.counted?.behaviourChanges ?? []).map { change in
      Sentence(
        kind: Tone.worse.pageClass, glyph: "!",
        text: "Patch \(change.patch), \(change.probe): \(change.before) → \(change.after)",
        patch: change.patch.rawValue)
    }
    lines += run.laterLines.map { line in
      Sentence(
        kind: Tone.unchanged.pageClass, glyph: "+", text: "Later, " + line.text,
        patch: line.patch.rawValue)
    }
    for workload in workloads {
      if let reason = workload.notCompared {
        lines.append(
          Sentence(
            kind: Tone.open.pageClass, glyph: "?",
            text: "\(workload.name): nothing was compared: \(reason)"))
      }
      if workload.isTooNoisy {
        lines.append(
          Sentence(
            kind: Tone.open.pageClass, glyph: "±",
            text: "\(workload.name): \(TooNoisy.words) a patch of ±50 %"))
      } else if let ratio = workload.detectableRatio {
        lines.append(
          Sentence(
            kind: Tone.open.pageClass, glyph: "±",
            text:
              "\(workload.name): \(Columns.counted(run.settings.rounds, "round")) on this machine "
              + "find a change of \(Doubts.percent(ratio - 1)) four times in five"))
      }
      if let finding = workload.layoutFinding {
        lines.append(Sentence(kind: Tone.open.pageClass, glyph: "!", text: finding))
      }
      lines += Doubts(workload).lines.map {
        Sentence(kind: Tone.open.pageClass, glyph: "?", text: $0)
      }
    }
    return lines
  }
}

extension VerdictView.Sentence {
  /// A sentence about a change, with the sign of its verdict.
  fileprivate init(_ verdict: Verdict, _ text: String, patch: PatchNumber? = nil) {
    // Of these verdicts none depends on which values are the better ones.
    self.init(
      kind: verdict.tone(.higher).pageClass, glyph: verdict.sign, text: text,
      patch: patch?.rawValue)
  }
}
