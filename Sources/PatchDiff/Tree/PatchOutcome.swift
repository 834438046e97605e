/// What a patch does to one path of a tree.
package struct PathUpdate: Sendable, Hashable {
  /// The path.
  package let path: TreePath
  /// The file that is to stand there; nil where it is to go.
  package let file: FileVersion?

  package init(path: TreePath, file: FileVersion?) {
    self.path = path
    self.file = file
  }
}

/// What came of applying a whole patch to a tree.
package struct PatchOutcome: Sendable, Hashable {
  /// The changes, removals first, each path once; empty where anything was refused.
  package let updates: [PathUpdate]
  /// The hunks that found their place, in the order of the patch.
  package let hunks: [AppliedHunk]
  /// What was refused; empty where the patch applies.
  package let rejects: [HunkReject]

  /// Whether the patch applies as a whole.
  package var isApplied: Bool { rejects.isEmpty }
}
