internal import PatchDiff

/// Reads trees of a base, and those that a series made of it in memory.
package struct TreeReader {
  private let store: any ObjectStore
  private let made: [ObjectID: NewObject]

  init(_ store: any ObjectStore, _ series: AppliedSeries?) {
    self.store = store
    made = Dictionary(
      (series?.newObjects ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The paths of all files of a tree, folder by folder in the order of git.
  ///
  /// - Throws: ``GitError`` where an object is missing.
  package func paths(of tree: ObjectID) throws(GitError) -> [[UInt8]] {
    var paths: [[UInt8]] = []
    try collect(tree, below: [], into: &paths)
    return paths
  }

  private func collect(
    _ tree: ObjectID, below folder: [UInt8], into paths: inout [[UInt8]]
  ) throws(GitError) {
    for entry in try entries(of: tree) {
      let path = folder + entry.name
      switch entry.mode.canonical {
      case .directory: try collect(entry.id, below: path + [UInt8(ascii: "/")], into: &paths)
      case .submodule: break
      default: paths.append(path)
      }
    }
  }

  /// What a file of a tree holds; nil where there is none.
  ///
  /// - Throws: ``GitError`` where an object is missing.
  package func bytes(of path: [UInt8], in tree: ObjectID) throws(GitError) -> [UInt8]? {
    var current = tree
    var names = path.split(separator: UInt8(ascii: "/"))
    guard let last = names.popLast() else { return nil }
    for name in names {
      guard let entry = try entry(name, of: current), entry.mode == .directory else { return nil }
      current = entry.id
    }
    guard let entry = try entry(last, of: current) else { return nil }
    switch entry.mode.canonical {
    case .directory, .submodule: return nil
    default: return try content(of: entry.id)
    }
  }

  private func entry(
    _ name: ArraySlice<UInt8>, of tree: ObjectID
  ) throws(GitError) -> TreeEntry? {
    try entries(of: tree).first { $0.name.elementsEqual(name) }
  }

  /// Whether the series made an object.
  func isMade(_ id: ObjectID) -> Bool { made[id] != nil }

  func entries(of tree: ObjectID) throws(GitError) -> [TreeEntry] {
    guard let object = made[tree] else { return try store.tree(tree) }
    guard let entries = TreeEntry.parse(object.bytes) else {
      throw GitError(.corrupt, "malformed tree", call: "export", subject: "\(tree)")
    }
    return entries
  }

  func content(of blob: ObjectID) throws(GitError) -> [UInt8] {
    if let object = made[blob] { return object.bytes }
    return try store.blob(blob)
  }
}
