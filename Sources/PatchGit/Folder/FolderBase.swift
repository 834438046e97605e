/// A plain folder as the base of a series: no repository is needed, and nothing in the folder is ever written.
///
/// Files count as `git add --all --force` counts them: `.git` is left out, the owner's executable bit and links are kept, empty directories,
/// sockets, pipes and devices do not exist, and a repository inside stands for its `HEAD` commit. Attributes such as `text=auto` are not
/// consulted: contents are taken byte for byte.
public struct FolderBase: Sendable {
  private let reader: FolderReader

  /// Takes the folder at a path; nothing in it is read yet.
  ///
  /// - Throws: ``GitError`` where there is no folder.
  public init(path: String) throws(GitError) {
    reader = try FolderReader(path)
  }

  /// The id of the tree that git would make of the folder (`git write-tree`); reads every file once.
  ///
  /// - Throws: ``GitError`` where something cannot be read, or has a name that git does not store.
  public func tree() throws(GitError) -> ObjectID {
    let store = try FolderStore(reader, ids: .git)
    return store.root
  }

  /// Applies a series in memory, patch after patch; the first patch that does not apply stops it.
  ///
  /// What keeps `git am` from committing, such as an author without a name, stops a patch here too.
  ///
  /// - Parameters:
  ///   - patches: the series in order.
  ///   - minimumContext: context lines that must match (`git am -C`); all if `nil`.
  ///   - computesTrees: whether the results carry tree ids, for which every file of the folder is read once; without them only the files the
  ///     patches name are read.
  /// - Returns: one result for each patch, without commits.
  /// - Throws: ``GitError`` where something cannot be read, has a name that git does not store, or changed meanwhile.
  public func apply(
    _ patches: [PatchToApply], minimumContext: Int? = nil, computesTrees: Bool = true
  ) throws(GitError) -> [StageResult] {
    let store = try FolderStore(reader, ids: computesTrees ? .git : .provisional)
    var applier = SeriesApplier(
      editor: try TreeEditor(store, tree: store.root), committing: nil,
      minimumContext: minimumContext)
    let stages = try applier.apply(patches)
    return computesTrees ? stages : stages.map(\.withoutTree)
  }
}
