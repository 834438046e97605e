internal import Documents

/// Which patch of a series wrote each line of a file, followed from stage to stage.
struct LineHistory {
  /// The file's lines.
  private var lines: [ArraySlice<UInt8>]
  /// The stage of each line's patch; 0 for the base.
  private(set) var writers: [Int]

  /// Starts with the base's file.
  init(_ base: LineIndex) {
    lines = (0..<base.count).map { base[$0] }
    writers = Array(repeating: 0, count: base.count)
  }

  /// Goes on to a stage: lines that are new are its patch's.
  mutating func advance(to file: LineIndex, stage: Int) {
    let after = (0..<file.count).map { file[$0] }
    var next = Array(repeating: stage, count: after.count)
    for match in LineMatches(lines, after).pairs { next[match.new] = writers[match.old] }
    writers = next
    lines = after
  }

  /// Follows a file through the stages up to one.
  ///
  /// - Parameters:
  ///   - path: The path after that stage.
  ///   - stage: The stage.
  ///   - patches: The patches, which say where a file was renamed.
  ///   - files: The files.
  /// - Returns: The file, nil where it is not there.
  static func open(
    _ path: String, at stage: Int, _ patches: [StepPatch], _ files: any StageFiles
  ) -> OpenedFile? {
    guard let bytes = files.bytes(of: path, at: stage) else { return nil }
    if let writers = files.writers(of: path, at: stage) {
      return OpenedFile(path: path, lines: LineIndex(bytes), writers: writers)
    }
    let names = names(of: path, at: stage, patches)
    var history = LineHistory(
      LineIndex(names[0].flatMap { files.bytes(of: $0, at: 0) } ?? []))
    for step in stride(from: 1, through: stage, by: 1) {
      guard touches(patches[step - 1], names[step]) else { continue }
      history.advance(
        to: LineIndex(names[step].flatMap { files.bytes(of: $0, at: step) } ?? []), stage: step)
    }
    return OpenedFile(path: path, lines: LineIndex(bytes), writers: history.writers)
  }

  private static func touches(_ patch: StepPatch, _ path: String?) -> Bool {
    guard let path else { return false }
    return patch.summary?.files.contains { $0.newPath == path || $0.oldPath == path } ?? false
  }

  /// What the file was called at each stage, base first; nil where it was not there yet.
  private static func names(
    of path: String, at stage: Int, _ patches: [StepPatch]
  ) -> [String?] {
    var names: [String?] = [path]
    for step in stride(from: stage, to: 0, by: -1) {
      let name = names[0]
      let change = patches[step - 1].summary?.files.first { name != nil && $0.newPath == name }
      names.insert(change.map { $0.status == .added ? nil : $0.oldPath } ?? name, at: 0)
    }
    return names
  }
}
