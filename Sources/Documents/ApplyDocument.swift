/// What `apply --json` prints, and what `run.json` says of how the series applied.
package struct ApplyDocument: Codable, Hashable, Sendable {
  /// `patch-replay.apply/1`.
  package var schema = "patch-replay.apply/1"
  /// What the series was applied to.
  package var base: ApplyBase
  /// The branch that holds the commits now.
  @OrNull package var branch: String?
  /// Whether every patch applied.
  package var complete: Bool
  /// One entry for each patch, in order.
  package var patches: [AppliedPatch]

  package init(
    base: ApplyBase, branch: String?, complete: Bool, patches: [AppliedPatch]
  ) {
    self.base = base
    self.branch = branch
    self.complete = complete
    self.patches = patches
  }
}

/// What a series was applied to.
package struct ApplyBase: Codable, Hashable, Sendable {
  /// What kind of base it is.
  package var kind: ApplyBaseKind
  /// The base's commit, in a repository that has one.
  @OrNull package var commit: String?
  /// The base's tree.
  @OrNull package var tree: String?

  package init(
    kind: ApplyBaseKind, commit: String?, tree: String?
  ) {
    self.kind = kind
    self.commit = commit
    self.tree = tree
  }
}

/// How one patch applied.
package struct AppliedPatch: Codable, Hashable, Sendable {
  /// The patch's number in the series.
  package var number: PatchNumber
  /// Whether it applied.
  package var status: ApplyStatus
  /// The commit that it became.
  @OrNull package var commit: String?
  /// The tree after it.
  @OrNull package var tree: String?
  /// Whether a three-way merge was needed.
  package var threeWay: Bool
  /// Where its hunks went.
  package var hunks: [AppliedHunk]
  /// What did not apply.
  package var rejects: [RejectedHunk]

  package init(
    number: PatchNumber, status: ApplyStatus, commit: String?, tree: String?, threeWay: Bool,
    hunks: [AppliedHunk], rejects: [RejectedHunk]
  ) {
    self.number = number
    self.status = status
    self.commit = commit
    self.tree = tree
    self.threeWay = threeWay
    self.hunks = hunks
    self.rejects = rejects
  }

  enum CodingKeys: String, CodingKey {
    case number
    case status
    case commit
    case tree
    case threeWay = "three_way"
    case hunks
    case rejects
  }
}

/// Where a hunk was found.
package struct AppliedHunk: Codable, Hashable, Sendable {
  /// The file.
  package var path: String
  /// Lines between where its header says and where it was.
  package var offset: Int

  package init(
    path: String, offset: Int
  ) {
    self.path = path
    self.offset = offset
  }
}

/// Why a part of a patch did not apply.
package struct RejectedHunk: Codable, Hashable, Sendable {
  /// The file.
  package var path: String
  /// The line in the file, from 1.
  package var line: Int
  /// What the patch expects there.
  package var expected: String
  /// What is there.
  package var found: String
  /// Why, in a sentence.
  package var reason: String

  package init(
    path: String, line: Int, expected: String, found: String, reason: String
  ) {
    self.path = path
    self.line = line
    self.expected = expected
    self.found = found
    self.reason = reason
  }
}
