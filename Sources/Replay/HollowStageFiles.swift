package import Documents
internal import PatchDiff

/// The files of a series' stages as far as the series itself shows them.
package struct HollowStageFiles {
  /// For each stage, base first, the files that any patch touches, as they are then.
  private let stages: [[TreePath: HollowFile]]

  /// Replays the diffs of a series on a base made of their own context.
  ///
  /// - Parameter series: The series.
  package init(_ series: ParsedSeries) { self.init(series.hollowPatches) }

  /// Replays the diffs of a series that was kept on a base made of their own context.
  ///
  /// - Parameter series: The series, with its diffs as text.
  package init(_ series: SeriesSummary) { self.init(series.hollowPatches) }

  private init(_ patches: [HollowPatch]) {
    let replayed = HollowSeries(replaying: patches.map(\.files))
    var files: [TreePath: HollowFile] = [:]
    var stages = [files]
    for stage in replayed.stages {
      for (path, file) in stage.files { files[path] = file }
      stages.append(files)
    }
    self.stages = stages
  }

  /// The paths that patches up to a stage touched, in order.
  package func paths(at stage: Int) -> [String] { stages[stage].keys.map(\.description).sorted() }

  /// For each line of ``bytes(of:at:)`` the stage whose patch wrote it, 0 for the base.
  package func writers(of path: String, at stage: Int) -> [Int]? {
    stages[stage][TreePath(Array(path.utf8))].map { file in
      file.pieces.map { piece in
        guard case .known(let line) = piece, case .patch(let index) = line.origin else { return 0 }
        return index + 1
      }
    }
  }

  /// What is known of a file; a line of its own tells how many lines are not.
  package func bytes(of path: String, at stage: Int) -> [UInt8]? {
    stages[stage][TreePath(Array(path.utf8))].map { file in
      file.pieces.flatMap { piece -> [UInt8] in
        switch piece {
        case .known(let line): Array(line.content)
        case .unknown(let count):
          Array("… \(count.map(String.init) ?? "more") lines that no patch shows\n".utf8)
        }
      }
    }
  }
}
