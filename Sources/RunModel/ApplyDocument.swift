/// What `apply --json` prints, and what `run.json` says of how the series applied.
public struct ApplyDocument: Codable, Hashable, Sendable {
  /// `patch-replay.apply/1`.
  public var schema = "patch-replay.apply/1"
  /// What the series was applied to.
  public var base: ApplyBase
  /// The branch that holds the commits now.
  @OrNull public var branch: String?
  /// Whether every patch applied.
  public var complete: Bool
  /// One entry for each patch, in order.
  public var patches: [AppliedPatch]

  /// Creates the value from its parts.
  public init(
    base: ApplyBase, branch: String?, complete: Bool, patches: [AppliedPatch]
  ) {
    self.base = base
    self.branch = branch
    self.complete = complete
    self.patches = patches
  }
}

/// What a series was applied to.
public struct ApplyBase: Codable, Hashable, Sendable {
  /// `repository`, `tree`, or `hollow` for a base built from the patches themselves.
  public var kind: String
  /// The base's commit, in a repository that has one.
  @OrNull public var commit: String?
  /// The base's tree.
  @OrNull public var tree: String?

  /// Creates the value from its parts.
  public init(
    kind: String, commit: String?, tree: String?
  ) {
    self.kind = kind
    self.commit = commit
    self.tree = tree
  }
}

/// How one patch applied.
public struct AppliedPatch: Codable, Hashable, Sendable {
  /// The patch's number in the series.
  public var number: Int
  /// `applied`, `conflict` or `skipped`.
  public var status: String
  /// The commit that it became.
  @OrNull public var commit: String?
  /// The tree after it.
  @OrNull public var tree: String?
  /// Whether a three-way merge was needed.
  public var threeWay: Bool
  /// Where its hunks went.
  public var hunks: [AppliedHunk]
  /// What did not apply.
  public var rejects: [RejectedHunk]

  /// Creates the value from its parts.
  public init(
    number: Int, status: String, commit: String?, tree: String?, threeWay: Bool,
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
public struct AppliedHunk: Codable, Hashable, Sendable {
  /// The file.
  public var path: String
  /// Lines between where its header says and where it was.
  public var offset: Int

  /// Creates the value from its parts.
  public init(
    path: String, offset: Int
  ) {
    self.path = path
    self.offset = offset
  }
}

/// Why a part of a patch did not apply.
public struct RejectedHunk: Codable, Hashable, Sendable {
  /// The file.
  public var path: String
  /// The line in the file, from 1.
  public var line: Int
  /// What the patch expects there.
  public var expected: String
  /// What is there.
  public var found: String
  /// Why, in a sentence.
  public var reason: String

  /// Creates the value from its parts.
  public init(
    path: String, line: Int, expected: String, found: String, reason: String
  ) {
    self.path = path
    self.line = line
    self.expected = expected
    self.found = found
    self.reason = reason
  }
}
