package import PatchDiff

/// What came of one patch of a series.
package struct PatchApplication: Sendable {
  /// How far a patch came.
  package enum Status: String, Sendable, Hashable {
    /// It is a commit.
    case applied
    /// It does not apply, and `git am` would stop here.
    case conflict
    /// An earlier patch stopped the series.
    case skipped
  }

  /// What stops a patch apart from its hunks.
  package enum Obstacle: Sendable, Hashable {
    /// The text holds no diff.
    case noDiff
    /// The text is malformed.
    case malformed(DiffError)
    /// Nothing is left of the author's name.
    case authorWithoutName
    /// The message holds a zero byte, which git refuses.
    case zeroByteInMessage
  }

  /// The patch's place in the series.
  package let number: Int
  /// How far it came.
  package let status: Status
  /// The tree after the patch; nil unless applied.
  package let tree: ObjectID?
  /// The commit; nil unless applied, on a folder, and where a three-way merge finds that the base
  /// holds the change already.
  package let commit: ObjectID?
  /// Whether it took a three-way merge.
  package let isMerged: Bool
  /// Where its hunks found their place.
  package let hunks: [AppliedHunk]
  /// What was refused, in the order of the patch.
  package let rejects: [HunkReject]
  /// What else stopped it.
  package let obstacle: Obstacle?
  /// The files it changed, with their content; empty unless applied.
  package let updates: [PathUpdate]

  static func skipped(_ number: Int) -> PatchApplication {
    PatchApplication(
      number: number, status: .skipped, tree: nil, commit: nil, isMerged: false,
      hunks: [], rejects: [],
      obstacle: nil, updates: [])
  }

  static func stopped(
    _ number: Int, by obstacle: Obstacle? = nil, _ outcome: PatchOutcome? = nil
  ) -> PatchApplication {
    PatchApplication(
      number: number, status: .conflict, tree: nil, commit: nil, isMerged: false,
      hunks: outcome?.hunks ?? [],
      rejects: outcome?.rejects ?? [], obstacle: obstacle, updates: [])
  }
}

/// A series that has been applied in memory.
package struct AppliedSeries: Sendable {
  /// Where it started.
  package let base: Repository.Base
  /// One result for each patch, in order.
  package let stages: [PatchApplication]
  /// Everything that would have to be written to keep it, parents last.
  let newObjects: [NewObject]

  /// Whether every patch applied.
  package var isComplete: Bool { stages.allSatisfy { $0.status == .applied } }

  /// The last commit made, or the base's.
  package var tip: ObjectID? { stages.last { $0.commit != nil }?.commit ?? base.commit }
}
