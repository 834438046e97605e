internal import Documents
internal import PatchGit
internal import Stepper

/// The files of the stages as the series itself shows them, made when they are first asked for.
final class SeriesFiles: StageFiles {
  private let replay: () -> HollowStageFiles?
  private lazy var hollow = replay()

  /// Takes the diffs of the mails.
  init(_ series: ParsedSeries) { replay = { HollowStageFiles(series) } }

  /// Takes a run that was kept, of which only the text is here.
  init(_ series: SeriesSummary?) { replay = { series.map { HollowStageFiles($0) } } }

  func paths(at stage: Int) -> [String] { hollow?.paths(at: stage) ?? [] }

  func bytes(of path: String, at stage: Int) -> [UInt8]? { hollow?.bytes(of: path, at: stage) }

  func writers(of path: String, at stage: Int) -> [Int]? { hollow?.writers(of: path, at: stage) }
}

/// The files of the stages in a repository, or in a folder that the series was applied to.
struct TreeFiles: StageFiles {
  private let reader: TreeReader
  /// The tree of each stage; a patch that does not apply leaves the one before.
  private let trees: [ObjectID]

  init(_ applied: AppliedTrees) {
    reader = applied.exporter.reader
    var tree = applied.applied.base.tree
    var trees = [tree]
    for stage in applied.applied.stages {
      tree = stage.tree ?? tree
      trees.append(tree)
    }
    self.trees = trees
  }

  func paths(at stage: Int) -> [String] {
    ((try? reader.paths(of: trees[stage])) ?? []).map { String(decoding: $0, as: UTF8.self) }
  }

  func bytes(of path: String, at stage: Int) -> [UInt8]? {
    (try? reader.bytes(of: Array(path.utf8), in: trees[stage])) ?? nil
  }
}
