import Inspection
import PatchGit
import PatchMail
import RunModel

/// What a run applies its series to, in memory.
enum ApplyTarget {
  case repository(String, base: String)
  case folder(String)
  case hollow

  func apply(_ series: Series) throws -> ApplyDocument {
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
      return ApplyDocument(
        applied.stages,
        base: ApplyBase(
          kind: "repository", commit: base.commit?.description, tree: base.tree.description),
        branch: nil)
    case .folder(let path):
      let applied = try FolderTree(path: path).apply(patches)
      return ApplyDocument(
        applied.stages,
        base: ApplyBase(kind: "tree", commit: nil, tree: applied.base.tree.description),
        branch: nil)
    case .hollow: return ApplyDocument(hollow: series)
    }
  }
}
