/// The files of a series' stages.
package protocol StageFiles {
  /// The paths of the files that there are after a stage, which counts the patches applied.
  func paths(at stage: Int) -> [String]

  /// What a file holds after a stage; nil where it is not there or cannot be read.
  func bytes(of path: String, at stage: Int) -> [UInt8]?

  /// For each line of a file the stage whose patch wrote it last, 0 for the base; nil where that is to
  /// be found by comparing the stages.
  func writers(of path: String, at stage: Int) -> [Int]?
}

extension StageFiles {
  /// Found by comparing the stages.
  package func writers(of path: String, at stage: Int) -> [Int]? { nil }
}
