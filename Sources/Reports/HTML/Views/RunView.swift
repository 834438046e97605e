internal import Documents
internal import Presentation

/// A run as the values that the page's template asks for.
struct RunView {
  let run: Run

  /// The workloads of all lanes whose stages are patches.
  var patchWorkloads: [(lane: LaneKind, workload: WorkloadResult)] {
    run.patchLanes.flatMap { lane in lane.result.workloads.map { (lane.kind, $0) } }
  }

  /// The workloads that are judged first: those that vary, else those that never do.
  ///
  /// The others stand in the charts only.
  var primaryWorkloads: [WorkloadResult] {
    let own = patchWorkloads.map(\.workload).filter(\.isOwn)
    let varying = own.filter(\.isPrimary)
    return varying.isEmpty ? own : varying
  }

  /// What the template shows.
  var values: PageValues {
    let workloads = patchWorkloads
    return PageValues(
      title: run.series?.title ?? run.settings.range ?? "measured without a series",
      equivalence: run.holdsEquivalence, byline: byline, applied: run.apply?.words ?? "",
      verdict: VerdictView(run, primaryWorkloads).values, legend: legend,
      matrix: MatrixView(run: run, workloads: primaryWorkloads).values,
      workloads: workloads.enumerated().map { index, entry in
        WorkloadView(
          workload: entry.workload, index: index, lane: entry.lane, rounds: run.settings.rounds,
          prefix: run.commonPrefix
        ).values
      },
      kernel: KernelView(run.callLane).values, claims: claims,
      patches: PatchView.all(in: run, workloads.map(\.workload)), counted: CountedView(run).values,
      problems: (run.series?.problems ?? []).map {
        PageValues.Problem(severity: $0.severity.rawValue, text: $0.message)
      }, warnings: run.warnings, environment: environment)
  }

  private var byline: String {
    guard let series = run.series else { return "" }
    return "v\(series.version) · \(series.author.name) · \(series.date) · "
      + "\(series.patchCount)"
      + LeftOut.words(run.settings.without)
  }

  private var legend: [PageValues.Sign] {
    Verdict.named(in: run).map {
      PageValues.Sign(
        kind: $0.tone(.higher).pageClass, glyph: $0.sign,
        meaning: $0.meaning(showsEquivalence: run.holdsEquivalence))
    }
  }

  private var claims: [PageValues.Claim] {
    patchWorkloads.compactMap { _, workload in
      guard let words = ClaimWords(workload, figure: workload.text) else { return nil }
      return PageValues.Claim(
        workload: workload.name, unit: workload.unit, claimed: words.claimed,
        claimedFactor: words.claimedFactor, measured: words.measured,
        measuredFactor: words.measuredFactor, judgement: words.judgement)
    }
  }

  private var environment: [PageValues.Fact] {
    let environment = run.environment
    let settings = run.settings
    let pairs = [
      ("started", environment.started), ("kernel", environment.kernel),
      ("processor", "\(environment.processor), \(environment.processors) usable"),
      ("load when it began", Columns.number(environment.loadAverage, decimals: 2)),
      ("server", environment.server), ("patch-replay", environment.program),
      ("rounds", "\(settings.rounds)"), ("seed", "\(settings.seed)"),
      ("workloads", settings.workloads.joined(separator: ", ")),
      ("file", "\(settings.bytesPerFile) bytes"),
      (
        "patches left out",
        settings.without.isEmpty
          ? "none" : settings.without.map(\.description).joined(separator: ", ")
      ),
    ]
    return (pairs + machine).map { PageValues.Fact(name: $0.0, value: $0.1) }
  }
}

extension RunView {
  /// What of the machine was looked at.
  private var machine: [(String, String)] {
    guard let machine = run.environment.machine else { return [] }
    var pairs = [("virtual machine", machine.isVirtual ? "yes" : "no")]
    if let governor = machine.governor { pairs.append(("frequency governor", governor)) }
    if let turbo = machine.turbo { pairs.append(("turbo", turbo ? "on" : "off")) }
    if let smt = machine.smt { pairs.append(("shared cores", smt ? "yes" : "no")) }
    pairs.append(("stolen time", "\(Columns.number(100 * machine.steal, decimals: 2)) %"))
    if !machine.compilers.isEmpty {
      pairs.append(("compilers", machine.compilers.joined(separator: "; ")))
    }
    return pairs
  }
}

extension WorkloadResult {
  /// Writes a value of this workload: four digits tell enough.
  func text(_ value: Double) -> String {
    if TimeText.isTime(unit) { return TimeText.figure(value) }
    return Columns.number(value, decimals: decimals)
  }

  /// As many as show four digits of the smallest level that is not 0.
  var decimals: Int {
    let smallest = stages.map { abs($0.median) }.filter { $0 > 0 }.min() ?? 100
    return smallest >= 100 || isWhole ? 0 : smallest >= 10 ? 1 : smallest >= 1 ? 2 : 3
  }

  /// Whether all that is shown of it are whole numbers, such as counts.
  var isWhole: Bool {
    stages.allSatisfy { [$0.median, $0.low, $0.high].allSatisfy { $0 == $0.rounded() } }
  }
}
