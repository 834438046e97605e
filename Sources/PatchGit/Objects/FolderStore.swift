internal import PatchDiff

/// The objects a folder would have if git tracked all of it; ids are computed, content stays in the
/// folder until it is asked for.
final class FolderStore: ObjectStore {
  private let library: Library
  private let root: [UInt8]
  private var trees: [ObjectID: [TreeEntry]] = [:]
  private var files: [ObjectID: (path: TreePath, mode: FileMode)] = [:]

  init(path: String) throws(GitError) {
    library = try Library()
    root = Array(path.utf8)
  }

  /// Hashes every file below and returns the id of the tree; reads the whole folder once.
  func hash() throws(GitError) -> ObjectID {
    // Deepest directories come last in the list, so that going backwards meets children before
    // parents.
    var directories = [TreePath("")]
    var index = 0
    var children: [TreePath: [TreeEntry]] = [:]
    while index < directories.count {
      let directory = directories[index]
      index += 1
      for name in try Folder.names(in: absolute(directory)) {
        let path =
          directory.bytes.isEmpty
          ? TreePath(name) : TreePath(directory.bytes + [UInt8(ascii: "/")] + name)
        guard let mode = try Folder.mode(of: absolute(path)) else { continue }
        if mode == .directory {
          directories.append(path)
        } else {
          children[directory, default: []].append(try entry(name, path, mode))
        }
      }
    }
    for directory in directories.reversed() {
      let sorted = (children.removeValue(forKey: directory) ?? []).sorted {
        TreeEntry.precedes(
          $0.name, isDirectory: $0.isDirectory, $1.name, isDirectory: $1.isDirectory)
      }
      let tree = try NewObject(.tree, TreeEntry.serialize(sorted))
      trees[tree.id] = sorted
      if directory.bytes.isEmpty { return tree.id }
      if sorted.isEmpty { continue }
      children[directory.parent ?? TreePath(""), default: []].append(
        TreeEntry(name: Array(directory.name), mode: .directory, id: tree.id))
    }
    throw GitError(.corrupt, "no folder", call: "hash", subject: "folder")
  }

  func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    guard let entries = trees[id] else {
      throw GitError(.notFound, "no such tree", call: "tree", subject: "\(id)")
    }
    return entries
  }

  func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    guard let file = files[id] else {
      throw GitError(.notFound, "no such file", call: "blob", subject: "\(id)")
    }
    let content = try Folder.content(of: absolute(file.path), file.mode)
    guard try NewObject(.blob, content).id == id else {
      throw GitError(
        .corrupt, "the file has changed meanwhile", call: "read", subject: "\(file.path)")
    }
    return content
  }

  func contains(_ id: ObjectID) -> Bool { files[id] != nil }

  func id(abbreviated prefix: String) -> ObjectID? {
    let found = files.keys.filter { "\($0)".hasPrefix(prefix) }
    return found.count == 1 ? found.first : nil
  }

  private func entry(
    _ name: [UInt8], _ path: TreePath, _ mode: FileMode
  ) throws(GitError) -> TreeEntry {
    let id = try NewObject(.blob, try Folder.content(of: absolute(path), mode)).id
    files[id] = (path, mode)
    return TreeEntry(name: name, mode: mode, id: id)
  }

  private func absolute(_ path: TreePath) -> [UInt8] {
    path.bytes.isEmpty ? root : root + [UInt8(ascii: "/")] + path.bytes
  }
}
