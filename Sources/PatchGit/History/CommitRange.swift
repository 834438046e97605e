internal import CGit2

/// A commit that exists already.
package struct ExistingCommit: Hashable, Sendable {
  /// The commit.
  package let id: ObjectID
  /// Its tree.
  package let tree: ObjectID
  /// The first paragraph of its message, on one line; bytes that are not UTF-8 become U+FFFD.
  package let subject: String
}

extension Repository {
  /// Lists the commits of `base..tip`, oldest first, along first parents.
  ///
  /// A merge counts as one commit: it is what changed the branch at that place.
  ///
  /// - Parameters:
  ///   - base: What has been there before, in git's revision syntax; where it has gone on since,
  ///     the commits start at the place where the two parted.
  ///   - tip: The last commit.
  /// - Returns: Where the commits start, and the commits.
  /// - Throws: ``GitError`` where a revision names no commit, or the tip does not lead back to the
  ///   place along first parents.
  package func commits(
    from base: String, to tip: String
  ) throws(GitError) -> (base: Base, commits: [ExistingCommit]) {
    guard let named = try self.base(base).commit, let last = try self.base(tip).commit else {
      throw GitError(.notFound, "the repository has no commits", call: "commits", subject: base)
    }
    var (one, two, common) = (named.native, last.native, git_oid())
    let code = git_merge_base(&common, handle.pointer, &one, &two)
    guard code != GIT_ENOTFOUND.rawValue else {
      throw GitError(
        .invalidName, "the two have no commit in common; name a base that the tip builds on",
        call: "git_merge_base", subject: "\(base)..\(tip)")
    }
    try GitError.check(code, "git_merge_base", "\(base)..\(tip)")
    let stop = ObjectID(common)
    var commits: [ExistingCommit] = []
    var current = last
    while current != stop {
      let (commit, parent) = try commit(current)
      commits.append(commit)
      guard let parent else {
        throw GitError(
          .invalidName, "it is not a first-parent ancestor of \(tip)", call: "commits",
          subject: base)
      }
      current = parent
    }
    return (
      Base(commit: stop, tree: try self.commit(stop).commit.tree), commits.reversed()
    )
  }

  private func commit(
    _ id: ObjectID
  ) throws(GitError) -> (commit: ExistingCommit, parent: ObjectID?) {
    var oid = id.native
    let repository = handle.pointer
    let object = try Handle<ObjectKind>("git_commit_lookup", "\(id)") {
      git_object_lookup($0, repository, &oid, GIT_OBJECT_COMMIT)
    }
    guard let tree = git_commit_tree_id(object.pointer) else {
      throw GitError(.corrupt, "no tree", call: "git_commit_tree_id", subject: "\(id)")
    }
    let subject = git_commit_summary(object.pointer).map { String(cString: $0) } ?? ""
    let parent = git_commit_parent_id(object.pointer, 0).map { ObjectID($0.pointee) }
    return (ExistingCommit(id: id, tree: ObjectID(tree.pointee), subject: subject), parent)
  }
}
