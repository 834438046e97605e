internal import FuseSeries
internal import PatchDiff
public import PatchMail
public import RunModel

extension SeriesSummary {
  /// Lays out a series: its patches, the files that they change, the stages that they are.
  ///
  /// A diff that cannot be read becomes a problem of the series.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - includesText: Whether each patch carries its diff and its stage step as text.
  public init(_ series: Series, includesText: Bool = false) {
    let diffs = series.patches.map { ReadDiff($0) }
    let plan = StagePlan.scatterGatherDirectIO
    let matches = plan.match(
      zip(series.patches, diffs).map { patch, diff in
        PatchFacts(
          number: patch.number, subject: patch.subject,
          touched: TouchedSymbols.names(in: diff.files))
      })
    self.init(
      index: series.index, title: series.title, version: series.version,
      expected: series.expected, complete: series.isComplete, cover: series.cover,
      author: RunModel.Person(series.author), date: series.date, baseCommit: series.baseCommit,
      claims: series.claims.map {
        ClaimSummary(workload: $0.workload, before: $0.before, after: $0.after, unit: $0.unit)
      },
      announced: series.announced,
      patches: zip(series.patches, diffs).map { patch, diff in
        var summary = PatchSummary(
          patch, diff, stage: matches[patch.number].map { StageSummary($0, of: plan) })
        if includesText {
          summary.diff = diff.text
          summary.stage?.code = matches[patch.number].map { StepSource(plan, step: $0.step).text }
        }
        return summary
      },
      problems: series.problems.map(ProblemSummary.init) + diffs.compactMap(\.problem))
  }
}

/// A patch's diff, or what is wrong with it.
struct ReadDiff {
  let files: [FileDiff]
  let identifier: String?
  let problem: ProblemSummary?
  /// The mail from its first file header on; nil where `git mailinfo` refuses the mail.
  let text: String?

  init(_ patch: SeriesPatch) {
    text = patch.info.map { Self.diff(in: Text.of($0.patch)) }
    guard let info = patch.info else {
      (files, identifier, problem) = ([], nil, nil)
      return
    }
    identifier = PatchID.stable(of: info.patch).map(\.description)
    do throws(DiffError) {
      files = try FileDiff.parse(patch: info.patch)
      problem = nil
    } catch {
      files = []
      problem = ProblemSummary(
        severity: "error", code: "unreadable-diff", patch: patch.number,
        message: "patch \(patch.number) (message \(patch.message)): \(error.description)")
    }
  }
}

extension ReadDiff {
  /// Leaves out notes and diffstat before the diff and the mail's signature behind it.
  private static func diff(in patch: String) -> String {
    var lines = patch.split(separator: "\n", omittingEmptySubsequences: false)
    if let start = lines.firstIndex(where: { $0.hasPrefix("diff --git ") })
      ?? lines.firstIndex(where: { $0.hasPrefix("--- ") })
    {
      lines.removeFirst(start)
    }
    if let signature = lines.lastIndex(of: "-- ") { lines.removeSubrange(signature...) }
    return lines.joined(separator: "\n")
  }
}

extension PatchSummary {
  fileprivate init(_ patch: SeriesPatch, _ diff: ReadDiff, stage: StageSummary?) {
    let files = diff.files.map { FileSummary($0) }
    self.init(
      number: patch.number, message: patch.message, subject: patch.subject,
      author: RunModel.Person(patch.author), date: patch.date, body: patch.body,
      trailers: patch.trailers.map {
        TrailerSummary(key: $0.key, value: $0.value, message: $0.message)
      },
      files: files, additions: files.reduce(0) { $0 + $1.additions },
      deletions: files.reduce(0) { $0 + $1.deletions }, patchID: diff.identifier, stage: stage)
  }
}

extension FileSummary {
  fileprivate init(_ file: FileDiff) {
    self.init(
      oldPath: file.oldPath?.description, newPath: file.newPath?.description,
      status: file.status.rawValue, additions: file.additions, deletions: file.deletions,
      binary: file.isBinary,
      oldPathBase64: file.oldPath.flatMap { Text.base64(unlessUTF8: $0.bytes) },
      newPathBase64: file.newPath.flatMap { Text.base64(unlessUTF8: $0.bytes) })
  }
}

extension StageSummary {
  fileprivate init(_ match: StageMatch, of plan: StagePlan) {
    self.init(
      plan: plan.identifier, number: match.step, step: plan.steps[match.step - 1].subject,
      evidence: match.evidence.map(\.rawValue), confidence: match.confidence)
  }
}
