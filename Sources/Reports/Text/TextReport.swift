package import Documents
internal import Findings
internal import Presentation

/// A run as text for a terminal, a file or a mail.
package struct TextReport {
  private let run: Run
  private let style: TextStyle

  /// Creates the report of a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - style: Width, characters and colours.
  package init(_ run: Run, style: TextStyle = .plain) {
    self.run = run.inUnits(TimeText.fitting)
    self.style = style
  }

  /// Renders the report, one line feed behind each line.
  ///
  /// - Returns: The text.
  package func render() -> String {
    var lines = (heading + answer).map { ReportLine($0) }
    for lane in run.lanes.keys.sorted() {
      for workload in tabled(lane) {
        lines.append(ReportLine(""))
        lines +=
          WorkloadTable(
            workload: workload, lane: lane, rounds: run.settings.rounds,
            commonPrefix: run.commonPrefix, style: style
          ).lines
      }
    }
    lines += rest.map { ReportLine($0) }
    return lines.map { style.finished($0) + "\n" }.joined()
  }

  /// The workloads that are shown as tables: those that vary, else those that a patch changed exactly.
  private func tabled(_ lane: LaneKind) -> [WorkloadResult] {
    let own = (run.lanes[lane]?.workloads ?? []).filter(\.isOwn)
    let varying = own.filter(\.isPrimary)
    return varying.isEmpty ? own.filter { !$0.exactChanges.isEmpty } : varying
  }

  /// What stands below the tables.
  private var rest: [String] {
    var lines = [""]
    let legend = Verdict.legend(
      Verdict.named(in: run), showsEquivalence: run.holdsEquivalence)
    lines += Columns.lines(of: legend, columns: style.columns)
    if run.lanes.keys.contains(where: { $0 != .command }) {
      lines += Columns.wrap(Self.columns, indent: 4, columns: style.columns)
    }
    lines.append("")
    lines += (countedLines + findings + [run.constants].compactMap(\.self)).flatMap {
      Columns.wrap($0, indent: 4, columns: style.columns)
    }
    lines += run.patchLanes.flatMap(\.result.workloads).flatMap(\.functionLines).flatMap {
      Columns.wrap($0, indent: 4, columns: style.columns)
    }
    lines += run.laterLines.flatMap {
      Columns.wrap($0.text, indent: 4, columns: style.columns)
    }
    lines += claims.flatMap { Columns.wrap($0, indent: 4, columns: style.columns) }
    if let counted = run.counted {
      let table = CountedTable(counted: counted, titles: titles, width: style.columns)
      lines += [""] + table.lines + (table.findings.isEmpty ? [] : [""] + table.findings)
    }
    lines += run.warnings.flatMap {
      Columns.wrap("warning: \($0)", indent: 4, columns: style.columns)
    }
    return lines
  }

  private static let columns =
    "req: requests for one call  bytes: of request objects and page vectors for one call"

  private var heading: [String] {
    guard let series = run.series else {
      let commits =
        run.lanes.values.flatMap(\.workloads).flatMap(\.stages).map(\.place.rawValue).max() ?? 0
      return run.settings.range.map { ["\($0): \(Columns.counted(commits, "commit"))"] } ?? []
    }
    var lines = [
      "\(series.title), v\(series.version): \(series.patchCount)"
        + LeftOut.words(run.settings.without)
    ]
    if let apply = run.apply { lines.append(apply.words) }
    return lines
  }

  /// What the run has to say, above all else.
  private var answer: [String] {
    Columns.wrap(AnswerWords.sentence(run), indent: 4, columns: style.columns)
  }

  /// The stages' titles, without what all begin with.
  private var titles: [StagePlace: String] {
    var titles: [StagePlace: String] = [:]
    for stage in run.lanes[.engine]?.workloads.first?.stages ?? [] {
      titles[stage.place] = stage.shortTitle(without: run.commonPrefix)
    }
    return titles
  }

  /// What each patch promised and what was counted, before anything that varies.
  private var countedLines: [String] {
    CountedWords.lines(of: run).map { "\($0.sign) \($0.text)" }
  }

  /// A sentence for each change that is real, from the verdicts, but for those that stand beside counts.
  private var findings: [String] {
    run.lanes.keys.sorted().flatMap { lane in
      (run.lanes[lane]?.workloads ?? []).flatMap(lane.rowsArePatches ? findings : kernelFindings)
    }
  }

  /// The kernel's vectored call beside one call for each segment, and beside the engine.
  private func kernelFindings(_ workload: WorkloadResult) -> [String] {
    guard let vectored = workload.stages.first(where: { $0.place == 1 }) else { return [] }
    func text(_ comparison: Comparison) -> String {
      Columns.change(comparison.ratio, low: comparison.low, high: comparison.high)
    }
    return [
      KernelBeside.line(workload, of: run)
        ?? vectored.vsBase.map {
          "kernel, \(workload.name): one call for the vector against one for each segment: \(text($0))"
        },
      vectored.vsEngine.map {
        "kernel, \(workload.name): one call for the vector against the engine's last stage: "
          + text($0)
      },
    ].compactMap(\.self)
  }

  private func findings(_ workload: WorkloadResult) -> [String] {
    if workload.family == .exact { return exactFindings(workload) }
    let open =
      workload.family == .secondary
      ? [] : Doubts(workload).lines + [workload.layoutFinding].compactMap(\.self)
    let denied = workload.deniedChanges.map { "\(workload.name): \($0.text)" }
    guard !workload.blamed.isEmpty else {
      if workload.family == .secondary { return [] }
      if let reason = workload.whyNotCompared {
        return ["\(workload.name): nothing was compared: \(reason)"]
      }
      return ["\(workload.name): no patch changed it as far as this run can tell"] + denied + open
    }
    let told = CountedWords.timedPatches(of: run)
    let changes = workload.blamed.filter { change in
      change.patches.count > 1 || !told.isSuperset(of: change.patches)
    }.map { change in
      let size = Columns.change(change.ratio, low: change.low, high: change.high)
      guard change.patches.count > 1 else {
        let patch = change.patches.first
        let name = patch?.description ?? "?"
        return "\(workload.name): patch \(name): \(size)"
          + workload.confirmation(of: change) + workload.equality(ofPatches: change.patches)
      }
      return "\(workload.name): somewhere in patches \(change.numbers), not attributable to one: "
        + size + workload.confirmation(of: change) + workload.equality(ofPatches: change.patches)
    }
    return changes + denied + open
  }

  /// What a number that never varies was before each patch that changed it, and after.
  private func exactFindings(_ workload: WorkloadResult) -> [String] {
    workload.exactChanges.map { "\(workload.name): \($0.name): \(workload.words($0))" }
  }

  private var claims: [String] {
    run.lanes.keys.sorted().flatMap { lane in
      (run.lanes[lane]?.workloads ?? []).compactMap { workload in
        ClaimWords(workload) { Columns.number($0, decimals: 0) }?
          .sentence(workload.name, unit: workload.unit)
      }
    }
  }
}
