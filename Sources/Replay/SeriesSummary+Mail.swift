package import Documents
internal import EngineLane
internal import FuseSeries
internal import PatchDiff
internal import PatchMail

extension SeriesSummary {
  /// Lays out a series: its patches, the files that they change, the stages that they are.
  ///
  /// A diff that cannot be read becomes a problem of the series.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - includesText: Whether each patch carries its diff and its stage step as text.
  package init(_ series: ParsedSeries, includesText: Bool = false) {
    let match = PlanRegistry.all.match(
      series.patches.map { patch in
        PatchFacts(
          number: patch.number, subject: patch.mail.subject,
          touched: TouchedSymbols.names(in: patch.diff?.files ?? []))
      })
    self.init(
      index: series.index, title: series.title, version: series.version,
      expected: series.expected, complete: series.isComplete, cover: series.cover,
      author: Documents.Person(series.author), date: series.date, baseCommit: series.baseCommit,
      claims: series.claims.map {
        ClaimSummary(workload: $0.workload, before: $0.before, after: $0.after, unit: $0.unit)
      },
      announced: series.announced,
      patches: series.patches.map { patch in
        var summary = PatchSummary(
          patch, stage: match.flatMap { StageSummary($0, patch: patch.number) })
        if includesText {
          summary.diff = patch.diff.map(ShownDiff.text)
          summary.stage?.code = match.flatMap { StepSource($0, patch: patch.number)?.text }
        }
        return summary
      },
      problems: series.problems.map(ProblemSummary.init) + series.patches.compactMap(\.problem))
  }
}

extension ParsedSeries.Patch {
  /// What is wrong with a diff that cannot be read.
  var problem: ProblemSummary? {
    diff?.error.map { error in
      ProblemSummary(
        severity: .error, code: "unreadable-diff", patch: PatchNumber(number),
        message: "patch \(number) (message \(mail.message)): \(error.description)")
    }
  }
}

extension PatchSummary {
  fileprivate init(_ parsed: ParsedSeries.Patch, stage: StageSummary?) {
    let patch = parsed.mail
    let files = (parsed.diff?.files ?? []).map { FileSummary($0) }
    self.init(
      number: PatchNumber(patch.number), message: patch.message, subject: patch.subject,
      author: Documents.Person(patch.author), date: patch.date, body: patch.body,
      trailers: patch.trailers.map {
        TrailerSummary(key: $0.key, value: $0.value, message: $0.message)
      },
      files: files, additions: files.reduce(0) { $0 + $1.additions },
      deletions: files.reduce(0) { $0 + $1.deletions },
      patchID: parsed.diff.flatMap { PatchID.stable(of: $0.text)?.description }, stage: stage)
  }
}

extension FileSummary {
  fileprivate init(_ file: FileDiff) {
    self.init(
      oldPath: file.oldPath?.description, newPath: file.newPath?.description,
      status: Documents.FileStatus(file.status), additions: file.additions,
      deletions: file.deletions,
      binary: file.isBinary,
      oldPathBase64: file.oldPath.flatMap { Text.base64(unlessUTF8: $0.bytes) },
      newPathBase64: file.newPath.flatMap { Text.base64(unlessUTF8: $0.bytes) })
  }
}

extension StageSummary {
  fileprivate init?(_ match: PlanMatch, patch number: Int) {
    guard let stage = match.stages[number], let step = match.plan[stage.step] else { return nil }
    self.init(
      plan: match.plan.name.rawValue, number: StepNumber(stage.step),
      step: step.subject, evidence: stage.evidence.map(\.rawValue),
      confidence: stage.confidence)
  }
}
