/// What a patch does to one path of a tree.
public struct PathUpdate: Sendable, Hashable {
  /// The path.
  public let path: TreePath
  /// The file that is to stand there; `nil` where it is to go.
  public let file: FileVersion?

  /// Joins path and file.
  public init(path: TreePath, file: FileVersion?) {
    self.path = path
    self.file = file
  }
}

/// What came of applying a whole patch to a tree.
public struct PatchOutcome: Sendable, Hashable {
  /// The changes, removals first, each path once; empty where anything was refused.
  public let updates: [PathUpdate]
  /// The hunks that found their place, in the order of the patch.
  public let hunks: [AppliedHunk]
  /// What was refused; empty where the patch applies.
  public let rejects: [HunkReject]

  /// Whether the patch applies as a whole.
  public var isApplied: Bool { rejects.isEmpty }
}
