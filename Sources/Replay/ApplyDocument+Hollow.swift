package import Documents
internal import PatchDiff

extension ApplyDocument {
  /// Applies a series to a base made of its own context, and lays out whether the patches agree.
  ///
  /// A patch whose diff cannot be read changes nothing in the judgement of the others.
  ///
  /// - Parameter series: The series.
  package init(hollow series: ParsedSeries) {
    self.init(hollow: series.hollowPatches)
  }

  /// Applies the patches of a series but some to a base made of their own context.
  ///
  /// - Parameters:
  ///   - series: The series, with its diffs as text.
  ///   - leftOut: The numbers of the patches that are left out.
  package init(hollow series: SeriesSummary, without leftOut: Set<PatchNumber>) {
    self.init(hollow: series.hollowPatches.filter { !leftOut.contains($0.number) })
  }

  private init(hollow patches: [HollowPatch]) {
    let judged = HollowSeries(replaying: patches.map(\.files))
    let numbers = patches.map(\.number)
    precondition(judged.stages.count == patches.count, "one stage for each patch")
    let applied = zip(patches, judged.stages).map { patch, stage in
      var rejects = stage.conflicts.map { RejectedHunk($0, numbers: numbers) }
      if patch.files.isEmpty {
        rejects.append(
          RejectedHunk(
            path: "", line: 0, expected: "", found: "",
            reason: patch.problem ?? "the mail holds no diff"))
      }
      return AppliedPatch(
        number: patch.number, status: rejects.isEmpty ? .applied : .conflict, commit: nil,
        tree: nil, threeWay: false,
        hunks: stage.hunks.map {
          Documents.AppliedHunk(path: $0.path.description, offset: $0.offset)
        },
        rejects: rejects)
    }
    self.init(
      base: ApplyBase(kind: .hollow, commit: nil, tree: nil), branch: nil,
      complete: applied.allSatisfy { $0.status == .applied }, patches: applied)
  }
}

extension RejectedHunk {
  /// `numbers` are the patches' numbers in the series, by their places.
  fileprivate init(_ conflict: HollowConflict, numbers: [PatchNumber]) {
    self.init(
      path: conflict.path.description, line: conflict.line,
      expected: Text.of(conflict.expected), found: Text.of(conflict.found),
      reason: RejectReason.text(conflict) {
        numbers.indices.contains($0) ? numbers[$0] : PatchNumber($0 + 1)
      })
  }
}
