package import Documents
internal import Findings

/// What a run has to say, in one sentence: the one that stands above every report and at the end of what
/// the program prints.
package enum AnswerWords {
  /// Says it.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - columns: Columns of a terminal that the sentence may take; titles are shortened first, names of
  ///     workloads then. Nil for no limit.
  /// - Returns: The sentence, without a full stop.
  package static func sentence(_ run: Run, columns: Int? = nil) -> String {
    let run = run.inUnits(TimeText.fitting)
    let sentence =
      switch run.answer {
      case .changed(let change, let others, let unmeasured):
        changed(change, others: others, unmeasured: unmeasured, of: run, columns)
      case .unchanged(let workloads, let unmeasured):
        unchanged(workloads, unmeasured: unmeasured, of: run, columns) + beside(workloads, columns)
      case .kernel(let workload, let change):
        "running kernel, \(short(workload, columns)): one call for the vector is "
          + Columns.change(change.ratio, low: change.low, high: change.high)
          + " of one a segment"
      case .notCompared(let workload):
        "nothing was compared" + (workload.whyNotCompared.map { ": \($0)" } ?? "")
      case .notMeasured: notMeasured(run)
      }
    return columns.map { fitted(sentence, $0) } ?? Harmless.line(sentence)
  }

  private static func changed(
    _ change: NamedChange, others: Int, unmeasured: Int, of run: Run, _ columns: Int?
  ) -> String {
    let isOne = change.patches.count == 1
    let unit = change.workload.unit
    let (size, brief) =
      switch change.size {
      case .estimated(let change):
        (
          Columns.change(change.ratio, low: change.low, high: change.high),
          Columns.change(change.ratio)
        )
      case .exact(let change): (exactly(change, unit), exactly(change, unit))
      }
    let doubt = change.confirmation.map { $0.holds ? ", confirmed" : ", not confirmed" } ?? ""
    let name = isOne ? "patch \(change.patches[0])" : "one of \(PatchRanges.words(change.patches))"
    let more = others == 0 ? "" : "; \(Columns.counted(others, "more change"))"
    let counted = isOne ? run.countedChanges(ofPatch: change.patches[0]) : []
    let also = alsoCounted(run.countedPatches.filter { !run.namedPatches.contains($0) })
    let place = short(change.workload.name, columns)
    let lead = counted.isEmpty ? "" : CountedWords.figures(counted) + "; "
    var rests = [
      "\(lead)\(place) \(size)\(doubt)\(more)\(columns == nil ? also : "")\(left(unmeasured))"
    ]
    if let first = counted.first {
      let count = CountedWords.counts(first.figure)
      let few = others == 0 ? "" : "; \(others) more"
      rests += [
        "\(count), \(place) \(size)\(doubt)\(more)\(left(unmeasured))",
        "\(count), \(place) \(brief)\(doubt)\(few)\(left(unmeasured))",
      ]
    }
    return titled(
      name, isOne ? run.shortTitle(ofPatch: change.patches[0]) : "",
      rests.map { " is \(change.verdict.name): \($0)" }, columns)
  }

  private static func exactly(_ change: ExactChange, _ unit: String) -> String {
    "\(Columns.exact(change.before)) → \(Columns.exact(change.after))"
      + (unit.isEmpty ? "" : " \(unit)") + ", exactly"
  }

  /// Further patches that changed counters.
  private static func alsoCounted(_ patches: [PatchNumber]) -> String {
    patches.isEmpty
      ? ""
      : "; \(PatchRanges.words(patches)) \(patches.count == 1 ? "changes" : "change") counts too"
  }

  /// A name with a title and one of several endings: the first that leaves room for the title.
  private static func titled(
    _ name: String, _ title: String, _ rests: [String], _ columns: Int?
  ) -> String {
    guard let columns else {
      return name + (title.isEmpty ? "" : " (\(title))") + (rests.first ?? "")
    }
    for rest in rests where !title.isEmpty {
      let room = columns - name.columns - rest.columns - 3
      // A title of a few letters says nothing.
      guard room >= min(title.columns, 8) else { continue }
      return "\(name) (\(fitted(title, room)))\(rest)"
    }
    return name + (rests.last ?? "")
  }

  private static func unchanged(
    _ workloads: UnchangedWorkloads, unmeasured: Int, of run: Run, _ columns: Int?
  ) -> String {
    guard let counted = run.largestCountedChange else {
      return unchanged(workloads, columns) + left(unmeasured)
    }
    let also =
      columns == nil ? alsoCounted(run.countedPatches.filter { $0 != counted.patch }) : ""
    let timing = columns == nil ? unchanged(workloads, nil) : throughput(workloads)
    let rests = [CountedWords.figures([counted]), CountedWords.counts(counted.figure)].map {
      ": \($0)\(also); \(timing)\(left(unmeasured))"
    }
    return titled(
      "patch \(counted.patch)", run.shortTitle(ofPatch: counted.patch), rests, columns)
  }

  /// Unchanged workloads in few words.
  private static func throughput(_ workloads: UnchangedWorkloads) -> String {
    if workloads.names.isEmpty { return "throughput \(TooNoisy.words)" }
    return "throughput "
      + (workloads.noisy.isEmpty
        ? "in ±\(percent(workloads.bound)) %" : "partly \(TooNoisy.words)")
  }

  private static func unchanged(_ workloads: UnchangedWorkloads, _ columns: Int?) -> String {
    let noisy = listed(workloads.noisy, columns)
    if workloads.names.isEmpty {
      return "\(TooNoisy.words): changes of more than ±\(percent(TooNoisy.most)) % to \(noisy) "
        + "cannot be excluded"
    }
    return "no patch changed \(listed(workloads.names, columns)) by more than "
      + "\(percent(workloads.bound)) %"
      + (workloads.noisy.isEmpty ? "" : "; \(noisy): \(TooNoisy.words)")
  }

  /// What changed of the kernel's counts, so that "no patch" is not taken for more than it says.
  private static func beside(_ workloads: UnchangedWorkloads, _ columns: Int?) -> String {
    guard let first = workloads.beside.first else { return "" }
    return workloads.beside.count == 1
      ? "; beside it, \(short(first, columns)) changed"
      : "; beside it, \(workloads.beside.count) of the kernel's counts changed"
  }

  private static func notMeasured(_ run: Run) -> String {
    let done = run.apply.map(\.words) ?? run.series.map { "read \($0.patches.count) patches" }
    return "nothing was measured" + (done.map { ": \($0)" } ?? "")
  }

  private static func left(_ unmeasured: Int) -> String {
    unmeasured == 0 ? "" : "; \(unmeasured) not measured"
  }

  /// Names, all of them or as many as a sentence bears.
  private static func listed(_ names: [String], _ columns: Int?) -> String {
    guard names.count < 3 else { return "any of \(names.count) figures" }
    return names.map { short($0, columns) }.joined(separator: " or ")
  }

  /// A workload's name, which a command may have made long.
  private static func short(_ name: String, _ columns: Int?) -> String {
    columns == nil ? Harmless.line(name) : fitted(name, 24)
  }

  /// A fraction in percent, as tables write the ends of intervals.
  private static func percent(_ fraction: Double) -> String {
    Columns.number(100 * fraction, decimals: fraction < 0.1 ? 1 : 0)
  }

  /// A text in so many columns, cut with a sign where it is longer.
  private static func fitted(_ text: String, _ columns: Int) -> String {
    let text = Harmless.line(text)
    return text.columns <= columns ? text : Columns.cut(text, columns - 1) + "…"
  }
}

extension Run {
  /// A patch's title without what all of the measured ones begin with; empty where it is not known.
  fileprivate func shortTitle(ofPatch patch: PatchNumber) -> String {
    let stages = lanes.values.flatMap(\.workloads).flatMap(\.stages)
    let subject = stages.lazy.compactMap { $0.patch == patch ? $0.subject : nil }.first ?? ""
    let prefix = commonPrefix
    return subject.hasPrefix(prefix) ? String(subject.dropFirst(prefix.count)) : subject
  }
}
