internal import CGit2
internal import PatchDiff

/// A folder as a store of objects: trees are made from its directories, blobs are read from its files when asked for.
final class FolderStore: ObjectStore {
  /// What the ids of this store are.
  enum IDs {
    /// Those git computes from the content, which means that every file is read once.
    case git
    /// Mere numbers, so that only what is asked for is read.
    case provisional
  }

  private struct Origin {
    let path: TreePath
    let isLink: Bool
  }

  private let reader: FolderReader
  private let ids: IDs
  private var directories: [ObjectID: TreePath] = [:]
  private var trees: [ObjectID: [TreeEntry]] = [:]
  private var files: [ObjectID: Origin] = [:]
  private var issued: UInt64 = 0

  private static var provisionalRoot: ObjectID { ObjectID(number: 0) }

  /// The tree of the folder itself.
  private(set) var root = provisionalRoot

  init(_ reader: FolderReader, ids: IDs) throws(GitError) {
    self.reader = reader
    self.ids = ids
    directories[Self.provisionalRoot] = TreePath("")
    if ids == .git { root = try readAll() }
  }

  func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    if let entries = trees[id] { return entries }
    guard let path = directories[id] else { throw missing(id, "tree") }
    var entries: [TreeEntry] = []
    for (name, item) in try reader.items(in: path) {
      let child = TreePath.join(path, name)
      if case .directory = item, try nestedHead(at: child) == nil {
        let id = nextID()
        directories[id] = child
        entries.append(TreeEntry(name: name, mode: .directory, id: id))
      } else {
        entries.append(try entry(name, item, at: child))
      }
    }
    let sorted = TreeEntry.sorted(entries)
    trees[id] = sorted
    return sorted
  }

  func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    guard let origin = files[id] else { throw missing(id, "blob") }
    let bytes = try reader.content(of: origin.path, isLink: origin.isLink)
    if ids == .git, try NewObject(.blob, bytes).id != id {
      throw GitError(
        .conflict, "the file changed meanwhile", call: "read", subject: reader.text(origin.path))
    }
    return bytes
  }

  func contains(_ id: ObjectID) -> Bool { ids == .git && files[id] != nil }

  /// Reads the folder once, directories before what is in them, and then makes trees from the bottom up.
  private func readAll() throws(GitError) -> ObjectID {
    var order: [(path: TreePath, entries: [TreeEntry])] = []
    var pending = [TreePath("")]
    while let path = pending.popLast() {
      var entries: [TreeEntry] = []
      for (name, item) in try reader.items(in: path) {
        let child = TreePath.join(path, name)
        if case .directory = item, try nestedHead(at: child) == nil {
          pending.append(child)
        } else {
          entries.append(try entry(name, item, at: child))
        }
      }
      order.append((path, entries))
    }
    var children: [TreePath: [TreeEntry]] = [:]
    var top = try keep([])
    for (path, entries) in order.reversed() {
      let all = entries + (children.removeValue(forKey: path) ?? [])
      if path.bytes.isEmpty {
        top = try keep(all)
      } else if !all.isEmpty {
        children[path.parent ?? TreePath(""), default: []].append(
          TreeEntry(name: Array(path.name), mode: .directory, id: try keep(all)))
      }
    }
    return top
  }

  private func keep(_ entries: [TreeEntry]) throws(GitError) -> ObjectID {
    let sorted = TreeEntry.sorted(entries)
    let id = try NewObject(.tree, TreeEntry.serialize(sorted)).id
    trees[id] = sorted
    return id
  }

  /// A file, a link, or a repository inside the folder.
  private func entry(
    _ name: [UInt8], _ item: FolderReader.Item, at path: TreePath
  ) throws(GitError) -> TreeEntry {
    guard case .file(let mode) = item else {
      guard let head = try nestedHead(at: path) else { throw missing(path) }
      return TreeEntry(name: name, mode: .submodule, id: head)
    }
    let origin = Origin(path: path, isLink: mode == .symlink)
    let id: ObjectID
    switch ids {
    case .git: id = try NewObject(.blob, reader.content(of: path, isLink: origin.isLink)).id
    case .provisional: id = nextID()
    }
    files[id] = origin
    return TreeEntry(name: name, mode: mode, id: id)
  }

  /// The commit of a repository of its own inside the folder, which git stores as a submodule.
  private func nestedHead(at path: TreePath) throws(GitError) -> ObjectID? {
    guard reader.exists(TreePath.join(path, ".git".utf8)) else { return nil }
    let text = reader.text(path)
    let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
    let opened: Handle<RepositoryKind>
    do throws(GitError) {
      opened = try Handle<RepositoryKind>("git_repository_open_ext", text) {
        git_repository_open_ext($0, text, UInt32(flags), nil)
      }
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
    var oid = git_oid()
    try GitError.check(
      git_reference_name_to_id(&oid, opened.pointer, "HEAD"), "git_reference_name_to_id", text)
    return ObjectID(oid)
  }

  private func nextID() -> ObjectID {
    issued += 1
    return ObjectID(number: issued)
  }

  private func missing(_ id: ObjectID, _ kind: String) -> GitError {
    GitError(.notFound, "no such \(kind)", call: "read", subject: "\(id)")
  }

  private func missing(_ path: TreePath) -> GitError {
    GitError(.notFound, "gone meanwhile", call: "readdir", subject: reader.text(path))
  }
}

extension ObjectID {
  /// An id that is no hash: a number.
  fileprivate init(number: UInt64) {
    let digits = withUnsafeBytes(of: number.bigEndian) { Array($0) }
    let zeros = [UInt8](repeating: 0, count: ObjectID.size - digits.count)
    self.init(raw: (zeros + digits)[...])
  }
}
