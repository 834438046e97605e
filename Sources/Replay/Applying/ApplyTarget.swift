internal import Documents
internal import Failures
internal import PatchGit
internal import PatchMail

/// What a series is applied to, in memory.
package enum ApplyTarget: Hashable, Sendable {
  case repository(String, base: String)
  case folder(String)
  /// A base made of the series' own context.
  case hollow

  /// Applies a series and lays out how it went.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - environment: The variables that may name the committer.
  /// - Returns: How each patch applied.
  /// - Throws: ``Failure`` where there is nothing to apply to, or a mail cannot be read.
  func apply(
    _ series: ParsedSeries, _ environment: [String: String]
  ) throws(Failure) -> ApplyDocument {
    try trees(of: series, environment)?.document ?? ApplyDocument(hollow: series)
  }

  /// Applies a series to the trees that there are; nil for the hollow base, which has none.
  func trees(
    of series: ParsedSeries, _ environment: [String: String]
  ) throws(Failure) -> AppliedTrees? {
    if case .hollow = self { return nil }
    let patches = try PatchToApply.all(of: series)
    do throws(GitError) {
      switch self {
      case .repository(let path, let revision):
        let repository = try Repository(path: path)
        let base = try repository.base(revision)
        let committer = try Committer.identity(in: repository, environment)
        let applied = try repository.apply(
          patches, onto: base,
          options: PatchGit.SeriesOptions(
            committer: committer
              ?? Identity(name: "patch-replay", email: "patch-replay@localhost")))
        return AppliedTrees(
          applied: applied, base: ApplyBase(base), exporter: repository.exporter(of: applied))
      case .folder(let path):
        let folder = try FolderTree(path: path)
        let applied = try folder.apply(patches)
        return AppliedTrees(
          applied: applied,
          base: ApplyBase(kind: .tree, commit: nil, tree: applied.base.tree.description),
          exporter: try folder.exporter(of: applied))
      case .hollow: return nil
      }
    } catch {
      throw Failure(error)
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

extension ApplyBase {
  /// A commit of a repository.
  init(_ base: Repository.Base) {
    self.init(
      kind: .repository, commit: base.commit?.description, tree: base.tree.description)
  }
}

extension PatchToApply {
  /// Takes all patches of a series.
  static func all(of series: ParsedSeries) throws(Failure) -> [PatchToApply] {
    do throws(UnusablePatch) {
      return try series.patches.map { patch throws(UnusablePatch) in try PatchToApply(patch) }
    } catch {
      throw Failure(error)
    }
  }
}

extension ApplyDocument {
  /// The first thing that did not apply, in one line.
  var problem: String? {
    guard let patch = patches.first(where: { $0.status == .conflict }) else { return nil }
    guard let reject = patch.rejects.first else { return "patch \(patch.number) does not apply" }
    let place = reject.path.isEmpty ? "" : "\(reject.path):\(reject.line): "
    return "patch \(patch.number) does not apply: \(place)\(reject.reason)"
  }
}
