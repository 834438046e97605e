import Foundation
import Inspection
import Measurement
import PatchGit
import PatchMail
import RunModel

/// Stages as trees: of a series on a folder or a commit, or of commits that are there already.
struct StageSources {
  /// The stages, base first; those behind a patch that does not apply are missing.
  let stages: [CommandStage]
  let series: SeriesSummary?
  let apply: ApplyDocument?
  private let exporter: TreeExporter

  /// Applies a series to the files of a folder.
  init(_ series: Series, folder: String) throws {
    let tree = try FolderTree(path: folder)
    let applied = try tree.apply(try Self.patches(series))
    self.init(
      series, applied, try tree.exporter(of: applied),
      base: ApplyBase(kind: "tree", commit: nil, tree: applied.base.tree.description))
  }

  /// Applies a series to a commit.
  init(_ series: Series, repository path: String, base revision: String) throws {
    let repository = try Repository(path: path)
    let base = try repository.base(revision)
    let applied = try repository.apply(
      try Self.patches(series), onto: base,
      options: PatchGit.SeriesOptions(
        committer: Committer.identity(in: repository)
          ?? Identity(name: "patch-replay", email: "patch-replay@localhost")))
    self.init(
      series, applied, repository.exporter(of: applied),
      base: ApplyBase(
        kind: "repository", commit: base.commit?.description, tree: base.tree.description))
  }

  /// Takes the commits of `BASE..TIP`.
  init(range: String, repository path: String) throws {
    let ends = range.components(separatedBy: "..")
    guard ends.count == 2, !ends[0].isEmpty, !ends[1].hasPrefix(".") else {
      throw Failure(.usage, "--range takes BASE..TIP: \(range)")
    }
    let repository = try Repository(path: path)
    let (base, commits) = try repository.commits(
      from: ends[0], to: ends[1].isEmpty ? "HEAD" : ends[1])
    guard !commits.isEmpty else {
      throw Failure(.noInput, "--range \(range): there are no commits")
    }
    exporter = repository.exporter()
    series = nil
    apply = nil
    stages =
      [CommandStage(number: 0, subject: nil, tree: base.tree.description)]
      + commits.enumerated().map {
        CommandStage(
          number: $0 + 1, subject: $1.subject, tree: $1.tree.description)
      }
  }

  private init(
    _ series: Series, _ applied: AppliedSeries, _ exporter: TreeExporter, base: ApplyBase
  ) {
    self.exporter = exporter
    let summary = SeriesSummary(series)
    self.series = summary
    apply = ApplyDocument(applied.stages, base: base, branch: nil)
    let subjects = Dictionary(
      summary.patches.map { ($0.number, $0.subject) }, uniquingKeysWith: { first, _ in first })
    stages =
      [CommandStage(number: 0, subject: nil, tree: applied.base.tree.description)]
      + applied.stages.compactMap { stage in
        stage.tree.map {
          CommandStage(
            number: stage.number, subject: subjects[stage.number], tree: $0.description)
        }
      }
  }

  /// Writes a stage's files to a folder that is not there yet.
  func export(_ stage: CommandStage, to folder: String) throws {
    guard let tree = ObjectID(hex: stage.tree) else {
      throw Failure(.software, "stage \(stage.number) has no tree")
    }
    try exporter.write(tree, to: folder)
  }

  private static func patches(_ series: Series) throws -> [PatchToApply] {
    try series.patches.map { patch throws(UnusablePatch) in try PatchToApply(patch) }
  }
}
