import PatchDiff

/// A tree of which only the files touched by patches are held; everything else is read from the
/// base when asked for.
struct FileOverlay<Base: FileSource>: FileSource {
  private var base: Base
  private var touched: [TreePath: FileVersion?] = [:]
  /// The files added on top, to know their directories.
  private var added = MemoryTree()

  /// Starts without changes.
  init(over base: Base) {
    self.base = base
  }

  /// The paths that differ from the base or were written again, with what stands there now.
  var changes: [PathUpdate] {
    touched.map { PathUpdate(path: $0.key, file: $0.value) }
      .sorted { $0.path.bytes.lexicographicallyPrecedes($1.path.bytes) }
  }

  /// Carries out what a patch did.
  mutating func apply(_ updates: [PathUpdate]) {
    for update in updates {
      touched[update.path] = .some(update.file)
      added.set(update.path, to: update.file)
    }
  }

  /// The mode of what stands at the path.
  ///
  /// - Throws: what the base throws.
  mutating func mode(at path: TreePath) throws(Base.Failure) -> FileMode? {
    if let mode = added.mode(at: path) { return mode }
    let mode = touched[path] == nil ? try base.mode(at: path) : nil
    guard mode == .directory else { return mode }
    return try base.hasFiles(under: path, besides: removed) ? mode : nil
  }

  /// The content of the file at the path.
  ///
  /// - Throws: what the base throws.
  mutating func image(at path: TreePath) throws(Base.Failure) -> FileImage {
    guard let file = touched[path] else { return try base.image(at: path) }
    return file?.image ?? FileImage([])
  }

  /// Whether other files lie under the directory.
  ///
  /// - Throws: what the base throws.
  mutating func hasFiles(
    under directory: TreePath, besides removed: Set<TreePath>
  ) throws(Base.Failure) -> Bool {
    if added.mode(at: directory) == .directory,
      added.hasFiles(under: directory, besides: removed)
    {
      return true
    }
    guard try base.mode(at: directory) == .directory else { return false }
    return try base.hasFiles(under: directory, besides: removed.union(self.removed))
  }

  /// The content of a blob, where the base has a store of objects.
  ///
  /// - Throws: what the base throws.
  mutating func blob(oid: String) throws(Base.Failure) -> [UInt8]? {
    try base.blob(oid: oid)
  }

  private var removed: Set<TreePath> {
    Set(touched.filter { $0.value == nil }.map(\.key))
  }
}
