/// The files of a series' stages.
public protocol StageFiles {
  /// The paths that a person may want to look at after a stage, in order.
  ///
  /// - Parameter stage: Patches applied, 0 for the base.
  func paths(at stage: Int) -> [String]

  /// What a file holds after a stage; nil where it is not there or cannot be read.
  func bytes(of path: String, at stage: Int) -> [UInt8]?
}
