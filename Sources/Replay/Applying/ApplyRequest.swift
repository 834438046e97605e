package import Documents
package import Failures
internal import Foundation
package import PatchDiff
internal import PatchGit
internal import PatchMail
internal import Presentation

/// Asks to commit a series as `git am` would.
package struct ApplyRequest: Sendable {
  /// The series.
  package var series: SeriesRequest
  /// The repository's path.
  package var repository: String
  /// What to apply to.
  package var base = "HEAD"
  /// The branch that is to hold the commits; nil to move none.
  package var branch: String?
  /// Whether nothing is written.
  package var isDryRun = false
  /// Whether the committer signs off.
  package var signsOff = false
  /// Context lines that must match at least; all where nil.
  package var minimumContext: Int?
  /// What is done about white space errors.
  package var whitespace = WhitespaceAction.keep
  /// Whether a patch that does not apply is merged from the blobs that it names.
  package var mergesThreeWay = false
  /// Whether the committer's date is the present, and not the author's.
  package var isDatedNow = false

  package init(_ series: SeriesRequest, repository: String) {
    self.series = series
    self.repository = repository
  }

  /// Applies the series, and writes the commits where all of it applies.
  ///
  /// - Returns: How it applied; it ends badly where it did not, or where patches are missing.
  /// - Throws: ``Failure`` where there is nothing to apply, or nothing to apply it to.
  package func perform(
    _ invocation: Invocation, _ notices: Notices
  ) throws(Failure) -> Outcome<ApplyDocument> {
    let chosen = try series.read(notices)
    // Of several files it was told which they are.
    for problem in chosen.problems
    where series.mail.paths.count == 1 && [.outOfOrder, .duplicatePatch].contains(problem.code) {
      notices("\(problem.severity): \(problem.message)")
    }
    let patches = try PatchToApply.all(of: chosen)
    guard !patches.isEmpty else {
      throw Failure(.badAnswer, "\(series.mail.name): the series has no patches here to apply")
    }
    let date: PatchGit.SeriesOptions.CommitterDate =
      isDatedNow ? .fixed(try Committer.date(invocation.environment, now: .now)) : .author
    let document: ApplyDocument?
    do throws(GitError) {
      document = try commit(patches, of: chosen, date, invocation.environment)
    } catch {
      throw Failure(error)
    }
    guard let document else {
      throw Failure(
        .usage,
        "nobody to commit as: set GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL, or user.name "
          + "and user.email in \(repository)")
    }
    return Outcome(document, ending: ending(document, chosen))
  }

  /// Applies the patches and keeps the commits; nil where nobody is known to commit as.
  private func commit(
    _ patches: [PatchToApply], of chosen: ParsedSeries,
    _ date: PatchGit.SeriesOptions.CommitterDate,
    _ environment: [String: String]
  ) throws(GitError) -> ApplyDocument? {
    let repository = try Repository(path: repository)
    guard let committer = try Committer.identity(in: repository, environment) else { return nil }
    let base = try repository.base(base)
    let applied = try repository.apply(
      patches, onto: base,
      options: PatchGit.SeriesOptions(
        committer: committer, committerDate: date, signsOff: signsOff,
        minimumContext: minimumContext, whitespace: whitespace, mergesThreeWay: mergesThreeWay))
    var kept: String?
    if applied.isComplete, isDryRun {
      if let branch { try repository.checkKeeping(applied, branch: branch) }
    } else if applied.isComplete {
      if let branch {
        _ = try repository.keep(
          applied, branch: branch, committer: committer, reason: "patch-replay: \(chosen.title)")
        kept = branch
      } else {
        try repository.write(applied)
      }
    }
    return ApplyDocument(applied.stages, base: ApplyBase(base), branch: kept)
  }

  private func ending(_ document: ApplyDocument, _ chosen: ParsedSeries) -> Failure? {
    if let problem = document.problem { return Failure(.badAnswer, problem) }
    guard !chosen.isComplete else { return nil }
    return Failure(
      .badAnswer,
      "\(series.mail.name): "
        + PatchCount.sentence(chosen.patches.count, of: chosen.expected) + "; "
        + (isDryRun ? "those apply" : "those are committed"))
  }
}
