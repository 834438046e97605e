internal import PatchDiff

extension SeriesApplier {
  /// What a patch does once it is applied to the blobs its `index` lines name and merged, as
  /// `git am -3` does; nil where that does not work either, empty where all is there already.
  ///
  /// Only the paths the patch touches are merged. A rename counts where the patch itself names it;
  /// one made on the base meanwhile is not looked for, so such a patch is refused here although
  /// git may find the file again.
  mutating func mergeThreeWay(_ files: [FileDiff]) throws(GitError) -> [PathUpdate]? {
    guard var ancestor = try ancestor(of: files) else { return nil }
    let base = ancestor
    let outcome = TreePatcher.apply(
      files, to: &ancestor, minimumContext: minimumContext, whitespace: whitespace)
    guard outcome.isApplied else { return nil }
    var theirs: [TreePath: FileVersion?] = [:]
    for update in outcome.updates { theirs[update.path] = .some(update.file) }
    var updates: [PathUpdate] = []
    for rename in Self.renames(in: files) {
      guard case .some(.some(let renamed)) = theirs.removeValue(forKey: rename.new),
        try current(rename.new) == nil
      else { return nil }
      theirs[rename.old] = nil
      guard let ours = try current(rename.old),
        case .merged(let file?) = try ContentMerge.merge(
          base: base.files[rename.old], ours: ours, theirs: renamed)
      else { return nil }
      updates += [
        PathUpdate(path: rename.old, file: nil), PathUpdate(path: rename.new, file: file),
      ]
    }
    for (path, file) in theirs {
      let ours = try current(path)
      guard
        case .merged(let result) = try ContentMerge.merge(
          base: base.files[path], ours: ours, theirs: file)
      else { return nil }
      if result != ours { updates.append(PathUpdate(path: path, file: result)) }
    }
    return try fitsDirectories(updates) ? updates : nil
  }

  /// The renames whose two files git would recognize as one by their similarity.
  private static func renames(in files: [FileDiff]) -> [(old: TreePath, new: TreePath)] {
    let similarityMinimum = 50
    return files.compactMap { file in
      guard file.status == .renamed, file.similarity ?? 100 >= similarityMinimum,
        let old = file.oldPath, let new = file.newPath
      else { return nil }
      return (old, new)
    }
  }

  /// The files the patch was made on, found by the ids of its `index` lines; nil where one is not
  /// there or the patch does not tell its mode.
  private mutating func ancestor(of files: [FileDiff]) throws(GitError) -> MemoryTree? {
    var tree = MemoryTree()
    for file in files where file.creation != .yes {
      let name = file.oldPath ?? file.path
      let isContentKept = file.additions == 0 && file.deletions == 0 && !file.isBinary
      if let oid = file.oldOid {
        guard let mode = file.oldMode, mode.canonical != .submodule,
          let content = try editor.blob(abbreviated: oid)
        else { return nil }
        tree.set(name, to: FileVersion(content, mode: mode.canonical))
      } else {
        guard isContentKept, let version = try current(name) else { return nil }
        tree.set(
          name,
          to: FileVersion(image: version.image, mode: (file.oldMode ?? version.mode).canonical))
      }
    }
    return tree
  }

  private mutating func current(_ path: TreePath) throws(GitError) -> FileVersion? {
    guard let mode = try editor.mode(at: path), mode != .directory else { return nil }
    return FileVersion(image: try editor.image(at: path), mode: mode)
  }

  /// Whether no file comes to lie where a directory is, or under a file.
  private mutating func fitsDirectories(_ updates: [PathUpdate]) throws(GitError) -> Bool {
    for update in updates where update.file != nil {
      if try editor.mode(at: update.path) == .directory { return false }
      var ancestor = update.path.parent
      while let path = ancestor {
        if let mode = try editor.mode(at: path), mode != .directory { return false }
        ancestor = path.parent
      }
    }
    return true
  }
}
