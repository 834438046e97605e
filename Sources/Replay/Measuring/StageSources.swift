internal import CommandLane
internal import Documents
internal import Failures
internal import PatchGit
internal import PatchMail

/// Stages as trees: of a series on a folder or a commit, or of commits that are there already.
struct StageSources {
  /// The stages, base first; those behind a patch that does not apply are missing.
  let stages: [CommandStage]
  let series: SeriesSummary?
  let apply: ApplyDocument?
  private let exporter: TreeExporter

  /// Applies a series to the files of a folder, or to a commit.
  init(
    _ series: ParsedSeries, onto target: ApplyTarget, _ environment: [String: String]
  ) throws(Failure) {
    guard let trees = try target.trees(of: series, environment) else {
      throw Failure(.usage, "there are no files to measure: say --repo or --tree")
    }
    exporter = trees.exporter
    // The page and the stepper show the patches themselves.
    let summary = SeriesSummary(series, includesText: true)
    self.series = summary
    apply = trees.document
    let base = trees.applied.base.tree.description
    let subjects = Dictionary(
      summary.patches.map { ($0.number, $0.subject) }, uniquingKeysWith: { first, _ in first })
    let applied = trees.applied.stages.compactMap { stage in
      stage.tree.map { (patch: PatchNumber(stage.number), tree: $0.description) }
    }
    stages =
      [CommandStage(place: .base, patch: nil, subject: nil, tree: base)]
      + applied.enumerated().map { index, stage in
        CommandStage(
          place: StagePlace(index + 1), patch: stage.patch, subject: subjects[stage.patch],
          tree: stage.tree)
      }
  }

  /// Takes the commits of `BASE..TIP`.
  init(range: String, repository path: String) throws(Failure) {
    let ends = range.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, !ends[0].isEmpty, !ends[1].hasPrefix(".") else {
      throw Failure(.usage, "--range takes BASE..TIP: \(range)")
    }
    do throws(GitError) {
      let repository = try Repository(path: path)
      let (base, commits) = try repository.commits(
        from: ends[0], to: ends[1].isEmpty ? "HEAD" : ends[1])
      exporter = repository.exporter()
      stages =
        [CommandStage(place: .base, patch: nil, subject: nil, tree: base.tree.description)]
        + commits.enumerated().map {
          CommandStage(
            place: StagePlace($0 + 1), patch: PatchNumber($0 + 1), subject: $1.subject,
            tree: $1.tree.description)
        }
    } catch {
      throw Failure(error)
    }
    guard stages.count > 1 else {
      throw Failure(.noInput, "--range \(range): there are no commits")
    }
    series = nil
    apply = nil
  }

  /// Writes a stage's files to a folder that is not there yet.
  func export(_ stage: CommandStage, to folder: String) throws {
    guard let tree = ObjectID(hex: stage.tree) else {
      throw Failure(.software, "\(stage.name) has no tree")
    }
    try exporter.write(tree, to: folder)
  }
}
