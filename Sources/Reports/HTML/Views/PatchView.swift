internal import Documents
internal import Presentation

/// One patch: its message, its step in Swift, and what it changed.
struct PatchView {
  /// What the template shows.
  struct Values {
    var number: Int
    var subject: String
    var author: String
    var date: String
    var body: String
    var trailers: [Trailer]
    var files: [File]
    var moreFiles: Int
    var hasMoreFiles: Bool
    var additions: Int
    var deletions: Int
    var patchID: String
    var code: String
    var hasCode: Bool
    var evidence: String
    var isStage: Bool
    var design: [Field]
    var hasDesign: Bool
    var measured: [Measured]
    var logs: [Log]
    var explained: [Explained]
    var promises: [Promise]
    var behaviour: [Behaviour]
    var calls: [Call]
    /// The diff as marked lines.
    var diff: String
    var hasDiff: Bool
    /// Lines of the diff that are not shown.
    var hidden: Int
    var isCut: Bool
  }

  private let patch: PatchSummary
  private let run: Run
  private let workloads: [WorkloadResult]

  /// Most lines of diff on the whole page.
  private static let mostLines = 6000

  /// The values of all patches, in the order of the series.
  static func all(in run: Run, _ workloads: [WorkloadResult]) -> [Values] {
    var left = mostLines
    return (run.series?.patches ?? []).map { patch in
      let diff = patch.diff.map {
        DiffMarkup($0, mostLines: min(left, DiffMarkup.mostLines))
      }
      left -= diff.map { min(left, $0.shown) } ?? 0
      return PatchView(patch: patch, run: run, workloads: workloads).values(diff)
    }
  }

  private init(patch: PatchSummary, run: Run, workloads: [WorkloadResult]) {
    self.patch = patch
    self.run = run
    self.workloads = workloads
  }

  private func values(_ diff: DiffMarkup?) -> Values {
    let files = patch.files.prefix(200)
    let most = max(1, patch.files.map { $0.additions + $0.deletions }.max() ?? 1)
    return Values(
      number: patch.number.rawValue, subject: patch.subject,
      author: "\(patch.author.name) <\(patch.author.email)>", date: patch.date,
      body: String(patch.body.prefix(20_000)),
      trailers: newTrailers.prefix(100).map { Trailer(key: $0.key, value: $0.value) },
      files: files.map { file in
        File(
          path: file.newPath ?? file.oldPath ?? "", status: file.status.rawValue,
          additions: file.additions,
          deletions: file.deletions, plus: bar("+", file.additions, most),
          minus: bar("−", file.deletions, most))
      },
      moreFiles: patch.files.count - files.count, hasMoreFiles: patch.files.count > files.count,
      additions: patch.additions, deletions: patch.deletions, patchID: patch.patchID ?? "unknown",
      code: patch.stage?.code ?? "", hasCode: patch.stage?.code != nil,
      evidence: patch.stage?.evidence.joined(separator: " and ") ?? "",
      isStage: patch.stage != nil, design: design, hasDesign: !(designs?.after.isEmpty ?? true),
      measured: measured, logs: logs,
      explained: Self.explained(patch.number, in: workloads),
      promises: promises,
      behaviour: behaviour, calls: calls, diff: diff?.html ?? "", hasDiff: diff != nil,
      hidden: diff?.hidden ?? 0, isCut: (diff?.hidden ?? 0) > 0)
  }

  private func bar(_ sign: String, _ lines: Int, _ most: Int) -> String {
    lines == 0 ? "" : String(repeating: sign, count: max(1, lines * min(most, 12) / most))
  }

  /// The engine's design before the patch and after it; nil where the patch was not measured.
  private var designs: (before: [String: String], after: [String: String])? {
    guard let stages = workloads.first?.stages,
      let place = stages.firstIndex(where: { $0.patch == patch.number }), place > 0
    else { return nil }
    return (stages[place - 1].design, stages[place].design)
  }

  /// The fields that the patch changed.
  private var design: [Field] {
    guard let (before, after) = designs else { return [] }
    return after.keys.sorted().filter { before[$0] != after[$0] }.map {
      Field(field: $0, before: before[$0] ?? "–", after: after[$0] ?? "–")
    }
  }

  /// Trailers that do not stand in the message already: those from replies.
  private var newTrailers: [TrailerSummary] {
    let lines = Set(patch.body.split(whereSeparator: \.isNewline).map(String.init))
    return patch.trailers.filter { !lines.contains("\($0.key): \($0.value)") }
  }

  private var measured: [Measured] {
    workloads.compactMap { workload in
      guard let place = workload.stages.firstIndex(where: { $0.patch == patch.number }), place > 0
      else {
        return nil
      }
      let (before, after) = (workload.stages[place - 1], workload.stages[place])
      func text(_ change: Comparison?) -> String {
        change?.change ?? "–"
      }
      return Measured(
        workload: workload.name, unit: workload.unit,
        median: "\(workload.text(before.median)) → \(workload.text(after.median))",
        previous: text(after.vsPrevious), base: text(after.vsBase),
        kind: (after.vsPrevious?.verdict.tone(workload.better) ?? .unchanged).pageClass,
        glyph: after.vsPrevious?.sign ?? "",
        word: after.vsPrevious.map { $0.word + workload.equality(of: after) }
          ?? "",
        requests: step(before, after, .requestsPerCall),
        bytes: step(before, after, .metadataBytesPerCall),
        allocations: step(before, after, .allocationsPerCall),
        cpu: "\(TimeText.microseconds(before.cpuUsPerCall)) → "
          + TimeText.microseconds(after.cpuUsPerCall))
    }
  }

  private func step(
    _ before: StageResult, _ after: StageResult, _ counter: StageCounters.Counter
  ) -> String {
    let pair = (before.counters.known(counter), after.counters.known(counter))
    return pair.0 == pair.1
      ? Columns.count(pair.1) : "\(Columns.count(pair.0)) → \(Columns.count(pair.1))"
  }

  /// The ends of the logs of this stage where it could not be built or run.
  private var logs: [Log] {
    let stages = workloads.flatMap(\.stages).filter { $0.patch == patch.number && $0.log != nil }
    return stages.prefix(1).map { Log(state: $0.state.rawValue, log: $0.log ?? "") }
  }

  private var promises: [Promise] {
    let counts = CountedWords.figures(ofPatch: patch.number, in: run)
    return (run.counted?.promises ?? []).filter { $0.patch == patch.number }.map {
      Promise(
        glyph: $0.isKept ? "✓" : "✗", word: $0.isKept ? "kept" : "not kept",
        kind: ($0.isKept ? Tone.better : .worse).pageClass, promise: $0.promise,
        evidence: counts.isEmpty ? $0.evidence.joined(separator: "; ") : counts,
        hasEvidence: !$0.evidence.isEmpty)
    }
  }

  private var behaviour: [Behaviour] {
    (run.counted?.behaviourChanges ?? []).filter { $0.patch == patch.number }.map {
      Behaviour(probe: $0.probe, before: $0.before, after: $0.after, meaning: $0.meaning)
    }
  }

  /// Kinds of calls whose counted cost this patch changed, but for those that it promised.
  private var calls: [Call] {
    let told = (run.counted?.promises ?? []).filter { $0.patch == patch.number }
      .flatMap { $0.figures ?? [] }.map(\.call)
    return (run.counted?.calls ?? []).filter { !told.contains($0.name) }.compactMap { call in
      guard let place = call.stages.firstIndex(where: { $0.patch == patch.number }), place > 0
      else {
        return nil
      }
      let (before, after) = (call.stages[place - 1].counters, call.stages[place].counters)
      guard before != after, !workloads.contains(where: { $0.name == call.name }) else {
        return nil
      }
      return Call(
        name: call.name,
        requests: "\(Columns.count(before.requestsPerCall)) → "
          + Columns.count(after.requestsPerCall),
        bytes: "\(Columns.count(before.metadataBytesPerCall)) → "
          + Columns.count(after.metadataBytesPerCall))
    }
  }
}
