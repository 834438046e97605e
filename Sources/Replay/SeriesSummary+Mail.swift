package import Documents
internal import FuseSeries
internal import PatchDiff
package import PatchMail

extension SeriesSummary {
  /// Lays out a series: its patches, the files that they change, the stages that they are.
  ///
  /// A diff that cannot be read becomes a problem of the series.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - includesText: Whether each patch carries its diff and its stage step as text.
  package init(_ series: Series, includesText: Bool = false) {
    let diffs = series.patches.map { ReadDiff($0) }
    let match = PlanRegistry.all.match(
      zip(series.patches, diffs).map { patch, diff in
        PatchFacts(
          number: patch.number, subject: patch.subject,
          touched: TouchedSymbols.names(in: diff.files))
      })
    self.init(
      index: series.index, title: series.title, version: series.version,
      expected: series.expected, complete: series.isComplete, cover: series.cover,
      author: Documents.Person(series.author), date: series.date, baseCommit: series.baseCommit,
      claims: series.claims.map {
        ClaimSummary(workload: $0.workload, before: $0.before, after: $0.after, unit: $0.unit)
      },
      announced: series.announced,
      patches: zip(series.patches, diffs).map { patch, diff in
        var summary = PatchSummary(
          patch, diff, stage: match.flatMap { StageSummary($0, patch: patch.number) })
        if includesText {
          summary.diff = diff.text
          summary.stage?.code = match.flatMap { StepSource($0, patch: patch.number)?.text }
        }
        return summary
      },
      problems: series.problems.map(ProblemSummary.init) + diffs.compactMap(\.problem))
  }
}

/// A patch's diff, or what is wrong with it.
struct ReadDiff {
  let files: [FileDiff]
  let problem: ProblemSummary?
  private let patch: [UInt8]?

  init(_ patch: SeriesPatch) {
    self.patch = patch.info?.patch
    guard let info = patch.info else {
      (files, problem) = ([], nil)
      return
    }
    do throws(DiffError) {
      files = try FileDiff.parse(patch: info.patch)
      problem = nil
    } catch {
      files = []
      problem = ProblemSummary(
        severity: .error, code: "unreadable-diff", patch: PatchNumber(patch.number),
        message: "patch \(patch.number) (message \(patch.message)): \(error.description)")
    }
  }
}

extension ReadDiff {
  /// As `git patch-id --stable`; nil where there is no diff.
  var identifier: String? { patch.flatMap { PatchID.stable(of: $0) }.map(\.description) }

  /// The mail from its first file header on, without notes and diffstat before it and the mail's
  /// signature behind it; nil where `git mailinfo` refuses the mail.
  var text: String? {
    patch.map { patch in
      let start = Self.line("diff --git ", of: patch) ?? Self.line("--- ", of: patch) ?? 0
      let end = Self.signature(of: patch) ?? patch.endIndex
      return Text.of(Array(patch[start..<max(start, end)]))
    }
  }

  /// Where the first line starts that begins with some words.
  private static func line(_ words: StaticString, of patch: [UInt8]) -> Int? {
    let words = Array("\(words)".utf8)
    var start = 0
    while start < patch.count {
      if patch[start...].starts(with: words) { return start }
      guard let end = patch[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      start = end + 1
    }
    return nil
  }

  /// Where the last line `-- ` starts.
  private static func signature(of patch: [UInt8]) -> Int? {
    let line = Array("-- \n".utf8)
    var start = patch.count
    while start > 0 {
      start = patch[..<(start - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      if patch[start...].starts(with: line) { return start }
    }
    return nil
  }
}

extension PatchSummary {
  fileprivate init(_ patch: SeriesPatch, _ diff: ReadDiff, stage: StageSummary?) {
    let files = diff.files.map { FileSummary($0) }
    self.init(
      number: PatchNumber(patch.number), message: patch.message, subject: patch.subject,
      author: Documents.Person(patch.author), date: patch.date, body: patch.body,
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
      plan: match.plan.name.rawValue, number: StepNumber(stage.step.rawValue),
      step: step.subject, evidence: stage.evidence.map(\.rawValue),
      confidence: stage.confidence)
  }
}
