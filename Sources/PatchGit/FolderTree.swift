package import PatchDiff

/// A plain folder as a base: its files are read when a patch asks for them, and never written.
package struct FolderTree: FileSource, Sendable {
  /// What reading may fail with.
  package typealias Failure = GitError

  /// The folder.
  package let path: String

  /// Takes the folder at the path.
  ///
  /// - Throws: ``GitError`` where there is none.
  package init(path: String) throws(GitError) {
    self.path = path
    guard try Folder.mode(of: Array((path + "/.").utf8)) == .directory else {
      throw GitError(.notFound, "no folder", call: "lstat", subject: path)
    }
  }

  /// Applies a series in memory and computes the id of every tree; reads every file once.
  ///
  /// There are no commits.
  ///
  /// - Parameters:
  ///   - patches: The series in order.
  ///   - minimumContext: Context lines that must match; all if nil.
  /// - Returns: One result for each patch; the base names no commit.
  /// - Throws: ``GitError`` where the folder cannot be read.
  package func apply(
    _ patches: [PatchToApply], minimumContext: Int? = nil
  ) throws(GitError) -> AppliedSeries {
    let store = try FolderStore(path: path)
    let tree = try store.hash()
    var applier = SeriesApplier(
      editor: try TreeEditor(store, tree: tree), committing: nil, minimumContext: minimumContext)
    let stages = try applier.apply(patches)
    return AppliedSeries(
      base: Repository.Base(commit: nil, tree: tree), stages: stages,
      newObjects: applier.newObjects)
  }

  /// The mode of what stands at the path, never through a symbolic link.
  ///
  /// - Throws: ``GitError`` where the folder cannot be read.
  package func mode(at path: TreePath) throws(GitError) -> FileMode? {
    guard path.isSafe(mode: .file) else { return nil }
    var ancestor = path.parent
    while let directory = ancestor {
      guard try Folder.mode(of: absolute(directory)) == .directory else { return nil }
      ancestor = directory.parent
    }
    return try Folder.mode(of: absolute(path))
  }

  /// The content of the file at the path, or a link's target.
  ///
  /// - Throws: ``GitError`` where it cannot be read.
  package func image(at path: TreePath) throws(GitError) -> FileImage {
    guard let mode = try mode(at: path) else { return FileImage([]) }
    return FileImage(try Folder.content(of: absolute(path), mode))
  }

  /// Whether other files lie under the directory.
  ///
  /// - Throws: ``GitError`` where the folder cannot be read.
  package func hasFiles(
    under directory: TreePath, besides removed: Set<TreePath>
  ) throws(GitError) -> Bool {
    var pending = [directory]
    while let path = pending.popLast() {
      for name in try Folder.names(in: absolute(path)) {
        let child = TreePath(path.bytes + [UInt8(ascii: "/")] + name)
        let mode = try Folder.mode(of: absolute(child))
        if mode == .directory {
          pending.append(child)
        } else if mode != nil, !removed.contains(child) {
          return true
        }
      }
    }
    return false
  }

  /// A folder has no store of objects.
  ///
  /// - Throws: Nothing.
  package func blob(oid: String) throws(GitError) -> [UInt8]? { nil }

  private func absolute(_ path: TreePath) -> [UInt8] {
    Array(self.path.utf8) + [UInt8(ascii: "/")] + path.bytes
  }
}
