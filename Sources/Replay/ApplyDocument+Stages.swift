package import Documents
internal import PatchDiff
package import PatchGit

extension ApplyDocument {
  /// Lays out how a series applied.
  ///
  /// - Parameters:
  ///   - stages: What came of each patch.
  ///   - base: What it was applied to.
  ///   - branch: The branch that holds the commits now.
  package init(_ stages: [PatchApplication], base: ApplyBase, branch: String?) {
    self.init(
      base: base, branch: branch,
      complete: stages.allSatisfy { $0.status == .applied },
      patches: stages.map(AppliedPatch.init))
  }
}

extension AppliedPatch {
  fileprivate init(_ stage: PatchApplication) {
    var rejects = stage.rejects.map(RejectedHunk.init)
    if let obstacle = stage.obstacle {
      rejects.append(
        RejectedHunk(
          path: "", line: 0, expected: "", found: "", reason: RejectReason.text(obstacle)))
    }
    self.init(
      number: PatchNumber(stage.number), status: ApplyStatus(stage.status),
      commit: stage.commit?.description, tree: stage.tree?.description, threeWay: stage.isMerged,
      hunks: stage.hunks.map {
        Documents.AppliedHunk(path: $0.path.description, offset: $0.offset)
      },
      rejects: rejects)
  }
}

extension RejectedHunk {
  init(_ reject: HunkReject) {
    self.init(
      path: reject.path.description, line: reject.line, expected: Text.of(reject.expected),
      found: Text.of(reject.found), reason: RejectReason.text(reject))
  }
}
