import Documents
import PatchGit
import PatchMail
import Replay

/// What a run applies its series to, in memory.
enum ApplyTarget {
  case repository(String, base: String)
  case folder(String)
  case hollow

  /// Applies a series and lays out how it went.
  func apply(_ series: Series) throws -> ApplyDocument {
    try trees(of: series)?.document ?? ApplyDocument(hollow: series)
  }

  /// Applies a series to the trees that there are; nil for the hollow base, which has none.
  func trees(of series: Series) throws -> AppliedTrees? {
    if case .hollow = self { return nil }
    let patches = try series.patches.map { patch throws(UnusablePatch) in try PatchToApply(patch) }
    switch self {
    case .repository(let path, let revision):
      let repository = try Repository(path: path)
      let base = try repository.base(revision)
      let applied = try repository.apply(
        patches, onto: base,
        options: PatchGit.SeriesOptions(
          committer: Committer.identity(in: repository)
            ?? Identity(name: "patch-replay", email: "patch-replay@localhost")))
      return AppliedTrees(
        applied: applied,
        base: ApplyBase(
          kind: .repository, commit: base.commit?.description, tree: base.tree.description),
        exporter: repository.exporter(of: applied))
    case .folder(let path):
      let folder = try FolderTree(path: path)
      let applied = try folder.apply(patches)
      return AppliedTrees(
        applied: applied,
        base: ApplyBase(kind: .tree, commit: nil, tree: applied.base.tree.description),
        exporter: try folder.exporter(of: applied))
    case .hollow: return nil
    }
  }
}

/// A series applied in memory, with the trees that it made.
struct AppliedTrees {
  let applied: AppliedSeries
  let base: ApplyBase
  let exporter: TreeExporter

  /// How it applied.
  var document: ApplyDocument { ApplyDocument(applied.stages, base: base, branch: nil) }
}
