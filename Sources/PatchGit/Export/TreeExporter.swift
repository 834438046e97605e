internal import Glibc
internal import PatchDiff

/// Writes trees as plain files: those of a base, and those that a series made of it in memory.
///
/// There is no index, no `.git` and no conversion of line endings. A submodule becomes an empty
/// folder.
package struct TreeExporter {
  /// Reads the same trees.
  package let reader: TreeReader
  private let ignored: IgnoreRules?

  init(_ store: any ObjectStore, _ series: AppliedSeries?, ignored: IgnoreRules? = nil) {
    self.ignored = ignored
    reader = TreeReader(store, series)
  }

  /// Writes a tree's files below a folder, which must not exist yet.
  ///
  /// - Parameters:
  ///   - tree: The tree.
  ///   - folder: Where its files go.
  /// - Throws: ``GitError`` where an object is missing, a name would leave the folder, or a file
  ///   cannot be written.
  package func write(_ tree: ObjectID, to folder: String) throws(GitError) {
    let top = Array(folder.utf8)
    var pending = [(tree: tree, path: top)]
    while let (tree, path) = pending.popLast() {
      try Self.makeFolder(path)
      for entry in try reader.entries(of: tree) {
        guard Self.isPlainName(entry.name) else {
          throw GitError(
            .corrupt, "a name that no folder can hold", call: "export",
            subject: String(decoding: entry.name, as: UTF8.self))
        }
        let child = path + [UInt8(ascii: "/")] + entry.name
        let isMade = reader.isMade(entry.id)
        if !isMade, ignored?.covers(Array(child.dropFirst(top.count + 1))) == true { continue }
        switch entry.mode.canonical {
        case .directory: pending.append((entry.id, child))
        case .submodule: try Self.makeFolder(child)
        case let mode: try Self.write(try reader.content(of: entry.id), mode, to: child)
        }
      }
    }
  }

  /// Whether the name stays where it is put; git refuses the same ones.
  private static func isPlainName(_ name: [UInt8]) -> Bool {
    !name.isEmpty && !name.contains(UInt8(ascii: "/")) && !name.contains(0)
      && ![".", "..", ".git"].contains { name.elementsEqual($0.utf8) }
  }

  private static func makeFolder(_ path: [UInt8]) throws(GitError) {
    if Folder.withPath(path, { mkdir($0, 0o777) }) != 0 { throw Folder.failure("mkdir", path) }
  }

  private static func write(
    _ content: [UInt8], _ mode: FileMode, to path: [UInt8]
  ) throws(GitError) {
    if mode == .symlink {
      let made = Folder.withPath(content) { target in
        Folder.withPath(path) { symlink(target, $0) }
      }
      if made != 0 { throw Folder.failure("symlink", path) }
      return
    }
    let permissions: mode_t = mode == .executable ? 0o777 : 0o666
    let descriptor = Folder.withPath(path) {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
    }
    if descriptor < 0 { throw Folder.failure("open", path) }
    var rest = content[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        let failure = Folder.failure("write", path)
        close(descriptor)
        throw failure
      }
      rest = rest.dropFirst(count)
    }
    if close(descriptor) != 0 { throw Folder.failure("close", path) }
  }
}

extension FolderTree {
  /// Prepares to write the folder's files, and the trees that a series made of them, elsewhere.
  ///
  /// Reads every file once. In a work tree of git, files that are ignored and not tracked are left
  /// out: what somebody has built there must not pass for what a stage's own build makes.
  ///
  /// - Parameter series: What ``apply(_:minimumContext:)`` gave; none for the folder alone.
  /// - Returns: The exporter.
  /// - Throws: ``GitError`` where a file cannot be read.
  package func exporter(of series: AppliedSeries? = nil) throws(GitError) -> TreeExporter {
    let store = try FolderStore(path: path)
    _ = try store.hash()
    return TreeExporter(store, series, ignored: IgnoreRules(folder: path))
  }
}

extension Repository {
  /// Prepares to write trees of the repository, and those that a series made, as plain files.
  ///
  /// - Parameter series: What ``apply(_:onto:options:)`` gave; none for the repository alone.
  /// - Returns: The exporter.
  package func exporter(of series: AppliedSeries? = nil) -> TreeExporter {
    TreeExporter(database, series)
  }
}
