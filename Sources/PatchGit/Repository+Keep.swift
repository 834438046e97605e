internal import CGit2

extension Repository {
  /// Writes the objects of a series and moves a branch to its last commit, once and at the end.
  ///
  /// Only what applied is kept. The branch is made where it is not there; otherwise it must be at
  /// the base or behind it, and checked out nowhere.
  ///
  /// - Parameters:
  ///   - series: What ``apply(_:onto:options:)`` gave.
  ///   - branch: The branch's short name.
  ///   - committer: Whom the reflog names.
  ///   - reason: The reflog's message.
  /// - Returns: The commit the branch now names.
  /// - Throws: ``GitError``; the branch has not moved then, though objects may have been written,
  ///   which `git gc` takes away.
  package func keep(
    _ series: AppliedSeries, branch: String, committer: Identity, reason: String
  ) throws(GitError) -> ObjectID {
    let (tip, current) = try place(of: series, on: branch)
    try write(series)
    try move("refs/heads/\(branch)", from: current, to: tip, committer, reason)
    return tip
  }

  /// Looks whether a branch could take a series, and writes nothing.
  ///
  /// - Parameters:
  ///   - series: What ``apply(_:onto:options:)`` gave.
  ///   - branch: The branch's short name.
  /// - Throws: ``GitError`` where ``keep(_:branch:committer:reason:)`` would refuse it.
  package func checkKeeping(_ series: AppliedSeries, branch: String) throws(GitError) {
    _ = try place(of: series, on: branch)
  }

  /// Where the branch is to go, and where it is now; nil where it is not there.
  private func place(
    of series: AppliedSeries, on branch: String
  ) throws(GitError) -> (tip: ObjectID, current: ObjectID?) {
    guard let tip = series.tip else {
      throw GitError(.notFound, "no commit to keep", call: "keep", subject: branch)
    }
    let name = "refs/heads/\(branch)"
    var isValid: Int32 = 0
    try GitError.check(
      git_branch_name_is_valid(&isValid, branch), "git_branch_name_is_valid", branch)
    if isValid == 0 {
      throw GitError(.invalidName, "not a branch name", call: "keep", subject: branch)
    }
    let current = try commit(named: name)
    try refuseCheckedOut(name)
    if let current { try refuseLoss(of: current, series, tip, branch) }
    return (tip, current)
  }

  /// Writes the objects of a series and moves no ref: its commits can be named by their ids.
  ///
  /// - Parameter series: What ``apply(_:onto:options:)`` gave.
  /// - Throws: ``GitError`` where an object cannot be written.
  package func write(_ series: AppliedSeries) throws(GitError) {
    for object in series.newObjects { try database.write(object) }
  }

  private func commit(named name: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let code = git_reference_name_to_id(&oid, handle.pointer, name)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try GitError.check(code, "git_reference_name_to_id", name)
    return ObjectID(oid)
  }

  /// A branch that a work tree shows must not move under it, even before its first commit.
  private func refuseCheckedOut(_ name: String) throws(GitError) {
    let repository = handle.pointer
    var isCheckedOut = false
    if !isBare {
      let head = try Handle<ReferenceKind>("git_reference_lookup", "HEAD") {
        git_reference_lookup($0, repository, "HEAD")
      }
      if let target = git_reference_symbolic_target(head.pointer) {
        isCheckedOut = String(cString: target) == name
      }
    }
    if !isCheckedOut, try commit(named: name) != nil {
      let branch = try Handle<ReferenceKind>("git_reference_lookup", name) {
        git_reference_lookup($0, repository, name)
      }
      isCheckedOut = git_branch_is_checked_out(branch.pointer) == 1
    }
    if isCheckedOut {
      throw GitError(
        .checkedOut, "the branch is checked out; name another, or run git am there",
        call: "keep", subject: name)
    }
  }

  private func refuseLoss(
    of current: ObjectID, _ series: AppliedSeries, _ tip: ObjectID, _ branch: String
  ) throws(GitError) {
    guard let base = series.base.commit, current != base else { return }
    var (descendant, ancestor) = (base.native, current.native)
    let isBehind = git_graph_descendant_of(handle.pointer, &descendant, &ancestor)
    try GitError.check(isBehind, "git_graph_descendant_of", branch)
    guard isBehind == 0 else { return }
    let reason =
      current == tip
      ? "the branch holds this very series already"
      : "the branch holds commits that the series does not build on"
    throw GitError(
      .notFastForward,
      "\(reason); name another, or move it back to the base first: "
        + "git branch -f \(branch) \(base.description.prefix(12))",
      call: "keep", subject: branch)
  }

  private func move(
    _ name: String, from current: ObjectID?, to tip: ObjectID, _ committer: Identity,
    _ reason: String
  ) throws(GitError) {
    let repository = handle.pointer
    let person = (
      String(decoding: committer.name, as: UTF8.self),
      String(decoding: committer.email, as: UTF8.self)
    )
    try GitError.check(
      git_repository_set_ident(repository, person.0, person.1), "git_repository_set_ident", name)
    var new = tip.native
    _ = try Handle<ReferenceKind>("git_reference_create_matching", name) { out in
      guard let current else { return git_reference_create(out, repository, name, &new, 0, reason) }
      var old = current.native
      return git_reference_create_matching(out, repository, name, &new, 1, &old, reason)
    }
  }
}
