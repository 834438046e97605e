/// The files of a stage, and the one that is open.
struct FileList: Sendable {
  /// The paths, those that the series touches first.
  var paths: [String] = []
  /// The file that is pointed at.
  var chosen = 0
  /// The open file's lines, and which patch of the series touched each last.
  var open: OpenedFile?
}

/// A file as it is after a stage.
struct OpenedFile: Sendable {
  let path: String
  let lines: LineIndex
  /// For each line the stage whose patch wrote it last; 0 for the base.
  let writers: [Int]
}
