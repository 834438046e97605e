internal import Documents
internal import Presentation

/// A run as the values that the page's template asks for.
struct RunView {
  let run: Run

  /// The workloads of all lanes whose stages are patches.
  var patchWorkloads: [(lane: LaneKind, workload: WorkloadResult)] {
    run.patchLanes.flatMap { lane in lane.result.workloads.map { (lane.kind, $0) } }
  }

  /// The workloads that are judged first; the others stand in the charts only.
  var primaryWorkloads: [WorkloadResult] {
    patchWorkloads.map(\.workload).filter(\.isPrimary)
  }

  /// All values, by the names in the template.
  var values: [String: Any] {
    let workloads = patchWorkloads
    return [
      "title": run.series?.title ?? run.settings.range ?? "measured without a series",
      "equivalence": run.holdsEquivalence,
      "byline": byline, "applied": applied ?? "",
      "verdict": VerdictView(run, primaryWorkloads).values,
      "matrix": MatrixView(run: run, workloads: primaryWorkloads).values,
      "workloads": workloads.enumerated().map { index, entry in
        WorkloadView(
          workload: entry.workload, index: index, lane: entry.lane, rounds: run.settings.rounds,
          prefix: Titles(run).commonPrefix
        ).values
      },
      "kernel": KernelView(run.lanes[.kernel]).values,
      "claims": claims,
      "patches": PatchView.all(in: run, workloads.map(\.workload)),
      "counted": CountedView(run).values,
      "problems": (run.series?.problems ?? []).map {
        ["severity": $0.severity.rawValue, "text": $0.message]
      },
      "warnings": run.warnings,
      "environment": environment,
    ]
  }

  private var byline: String {
    guard let series = run.series else { return "" }
    return "v\(series.version) · \(series.author.name) · \(series.date) · "
      + "\(series.patches.count) of \(series.expected) patches"
      + LeftOut.words(run.settings.without)
  }

  private var applied: String? {
    guard let apply = run.apply else { return nil }
    let count = apply.patches.count { $0.status == .applied }
    let offsets = apply.patches.flatMap(\.hunks).count { $0.offset != 0 }
    let place =
      switch apply.base.kind {
      case .repository: "onto \(apply.base.commit?.prefix(12) ?? "an empty repository")"
      case .tree: "onto a folder"
      case .hollow: "onto a base made of their own context"
      }
    return "\(count) of \(apply.patches.count) applied \(place)"
      + (offsets == 0 ? "" : ", \(Columns.counted(offsets, "hunk")) at an offset")
  }

  private var claims: [[String: Any]] {
    patchWorkloads.compactMap { _, workload in
      guard let claim = workload.claim, let first = workload.stages.first,
        let last = workload.stages.last
      else { return nil }
      return [
        "workload": workload.name, "unit": workload.unit,
        "claimed": "\(Columns.count(claim.before)) → \(Columns.count(claim.after))",
        "claimedFactor": "×" + Columns.factor(claim.ratio),
        "measured": "\(workload.text(first.median)) → \(workload.text(last.median))",
        "measuredFactor": "×" + Columns.factor(claim.measured),
        "interval": "[\(Columns.factor(claim.low)), \(Columns.factor(claim.high))]",
        "judgement": claim.low > 1
          ? claim.ratio < claim.low
            ? "▲ more than claimed"
            : claim.ratio > claim.high ? "◆ less than claimed" : "= as claimed"
          : "? not borne out here",
      ]
    }
  }

  private var environment: [[String: String]] {
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
    return (pairs + machine).map { ["name": $0.0, "value": $0.1] }
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

  /// As many as show four digits of the smallest median that is not 0.
  var decimals: Int {
    let smallest = stages.map { abs($0.median) }.filter { $0 > 0 }.min() ?? 100
    return smallest >= 100 || isWhole ? 0 : smallest >= 10 ? 1 : smallest >= 1 ? 2 : 3
  }

  /// Whether all that is shown of it are whole numbers, such as counts.
  var isWhole: Bool {
    stages.allSatisfy { [$0.median, $0.low, $0.high].allSatisfy { $0 == $0.rounded() } }
  }

  /// Whether a change is for the better.
  func isBetter(_ ratio: Double) -> Bool { better.isBetter(ratio) }
}

/// Titles of stages without what the subjects of all patches begin with.
struct Titles {
  let commonPrefix: String

  init(_ run: Run) {
    let subjects = run.lanes.values.flatMap(\.workloads).flatMap(\.stages).compactMap(\.subject)
    guard let first = subjects.first, let colon = first.firstRange(of: ": ") else {
      commonPrefix = ""
      return
    }
    let prefix = String(first[..<colon.upperBound])
    commonPrefix = subjects.allSatisfy { $0.hasPrefix(prefix) } ? prefix : ""
  }
}
