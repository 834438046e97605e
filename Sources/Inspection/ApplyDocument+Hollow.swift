internal import PatchDiff
public import PatchMail
public import RunModel

extension ApplyDocument {
  /// Applies a series to a base made of its own context, and lays out whether the patches agree.
  ///
  /// A patch whose diff cannot be read changes nothing in the judgement of the others.
  ///
  /// - Parameter series: The series.
  public init(hollow series: Series) {
    let diffs = series.patches.map { ReadDiff($0) }
    let judged = HollowSeries(replaying: diffs.map(\.files))
    let numbers = series.patches.map(\.number)
    let patches = zip(zip(numbers, diffs), judged.stages).map { patch, stage in
      var rejects = stage.conflicts.map { RejectedHunk($0, numbers: numbers) }
      if patch.1.files.isEmpty {
        rejects.append(
          RejectedHunk(
            path: "", line: 0, expected: "", found: "",
            reason: patch.1.problem?.message ?? "the mail holds no diff"))
      }
      return AppliedPatch(
        number: patch.0, status: rejects.isEmpty ? "applied" : "conflict", commit: nil, tree: nil,
        threeWay: false,
        hunks: stage.hunks.map {
          RunModel.AppliedHunk(path: $0.path.description, offset: $0.offset)
        },
        rejects: rejects)
    }
    self.init(
      base: ApplyBase(kind: "hollow", commit: nil, tree: nil), branch: nil,
      complete: patches.allSatisfy { $0.status == "applied" }, patches: patches)
  }
}

extension RejectedHunk {
  /// `numbers` are the patches' numbers in the series, by their places.
  fileprivate init(_ conflict: HollowConflict, numbers: [Int]) {
    self.init(
      path: conflict.path.description, line: conflict.line,
      expected: Text.of(conflict.expected), found: Text.of(conflict.found),
      reason: RejectReason.text(conflict) { numbers.indices.contains($0) ? numbers[$0] : $0 + 1 })
  }
}
