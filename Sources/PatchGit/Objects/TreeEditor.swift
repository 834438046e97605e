internal import PatchDiff

/// A tree that patches change, stage after stage, while nothing is written anywhere.
///
/// A directory is read when a path first leads through it and then edited in place; a new tree id
/// costs only the directories that changed.
struct TreeEditor<Store: ObjectStore>: FileSource {
  private let store: Store
  private var directories: [TreePath: Directory]
  private var changed: Set<TreePath> = []
  /// Files read or written so far, so that a file touched by many patches is read and split into
  /// lines once.
  private var images: [ObjectID: FileImage] = [:]
  /// Blobs and trees made so far, children before parents.
  private(set) var newObjects: [NewObject] = []

  private static var top: TreePath { TreePath("") }

  /// Starts from a tree of the store, or from nothing.
  init(_ store: Store, tree: ObjectID?) throws(GitError) {
    self.store = store
    directories = [Self.top: Directory(try tree.map(store.tree) ?? [])]
  }

  mutating func mode(at path: TreePath) throws(GitError) -> FileMode? {
    try entry(at: path)?.mode.canonical
  }

  mutating func image(at path: TreePath) throws(GitError) -> FileImage {
    guard let entry = try entry(at: path) else { return FileImage([]) }
    if entry.mode.canonical == .submodule {
      return FileImage(Submodule.content(oid: "\(entry.id)"))
    }
    if let image = images[entry.id] { return image }
    let image = FileImage(try store.blob(entry.id))
    images[entry.id] = image
    return image
  }

  mutating func hasFiles(
    under directory: TreePath, besides removed: Set<TreePath>
  ) throws(GitError) -> Bool {
    var pending = [directory]
    while let path = pending.popLast() {
      for entry in try load(path)?.entries ?? [] {
        let child = Self.join(path, entry.name)
        if entry.isDirectory {
          pending.append(child)
        } else if !removed.contains(child) {
          return true
        }
      }
    }
    return false
  }

  mutating func blob(oid: String) throws(GitError) -> [UInt8]? {
    guard let id = ObjectID(hex: oid) else { return nil }
    if let image = images[id] { return image.bytes }
    return store.contains(id) ? try store.blob(id) : nil
  }

  /// The content of the blob whose id starts so, made by an earlier patch or in the store.
  mutating func blob(abbreviated prefix: String) throws(GitError) -> [UInt8]? {
    if let id = images.keys.first(where: { "\($0)".hasPrefix(prefix) }) { return images[id]?.bytes }
    return try store.id(abbreviated: prefix).map { id throws(GitError) in try store.blob(id) }
  }

  /// Carries out what a patch did.
  mutating func apply(_ updates: [PathUpdate]) throws(GitError) {
    for update in updates {
      let parent = update.path.parent ?? Self.top
      var entry: TreeEntry?
      if let file = update.file {
        try makeDirectories(to: parent)
        entry = try add(file, name: update.path.name)
      } else if try load(parent) == nil {
        continue
      }
      if entry?.isDirectory != true { directories[update.path] = nil }
      directories[parent]?.set(update.path.name, to: entry)
      markChanged(parent)
    }
  }

  /// The id of the tree as it now is; changed directories become new objects, empty ones go.
  mutating func writeTree() throws(GitError) -> ObjectID {
    let deepestFirst = changed.subtracting([Self.top]).sorted {
      $0.components.count > $1.components.count
    }
    for path in deepestFirst {
      guard let directory = directories[path] else { continue }
      let parent = path.parent ?? Self.top
      if directory.entries.isEmpty {
        directories[path] = nil
        if directories[parent]?.entry(named: path.name)?.isDirectory == true {
          directories[parent]?.set(path.name, to: nil)
        }
        continue
      }
      let tree = try NewObject(.tree, TreeEntry.serialize(directory.entries))
      newObjects.append(tree)
      directories[parent]?.set(
        path.name, to: TreeEntry(name: Array(path.name), mode: .directory, id: tree.id))
    }
    changed = []
    let root = try NewObject(.tree, TreeEntry.serialize(directories[Self.top]?.entries ?? []))
    newObjects.append(root)
    return root.id
  }

  private mutating func add(
    _ file: FileVersion, name: ArraySlice<UInt8>
  ) throws(GitError) -> TreeEntry {
    if file.mode == .submodule {
      guard let id = Submodule.oid(in: file.image.bytes).flatMap(ObjectID.init(hex:)) else {
        throw GitError(.corrupt, "no commit id", call: "submodule", subject: "\(TreePath(name))")
      }
      return TreeEntry(name: Array(name), mode: .submodule, id: id)
    }
    let blob = try NewObject(.blob, file.image.bytes)
    if images.updateValue(file.image, forKey: blob.id) == nil { newObjects.append(blob) }
    return TreeEntry(name: Array(name), mode: file.mode, id: blob.id)
  }

  private mutating func entry(at path: TreePath) throws(GitError) -> TreeEntry? {
    try load(path.parent ?? Self.top)?.entry(named: path.name)
  }

  /// The directory at the path, read on first use; nil where none is.
  private mutating func load(_ path: TreePath) throws(GitError) -> Directory? {
    if let known = directories[path] { return known }
    var current = Self.top
    for component in path.components {
      let child = Self.join(current, component)
      if directories[child] == nil {
        guard let entry = directories[current]?.entry(named: component), entry.isDirectory else {
          return nil
        }
        directories[child] = Directory(try store.tree(entry.id))
      }
      current = child
    }
    return directories[path]
  }

  private mutating func makeDirectories(to path: TreePath) throws(GitError) {
    guard try load(path) == nil else { return }
    var current = Self.top
    for component in path.components {
      let child = Self.join(current, component)
      if try load(child) == nil { directories[child] = Directory([]) }
      current = child
    }
  }

  private mutating func markChanged(_ directory: TreePath) {
    var current: TreePath? = directory
    while let path = current, changed.insert(path).inserted { current = path.parent }
    changed.insert(Self.top)
  }

  private static func join(_ path: TreePath, _ name: some Sequence<UInt8>) -> TreePath {
    path.bytes.isEmpty ? TreePath(name) : TreePath(path.bytes + [UInt8(ascii: "/")] + name)
  }
}
