extension WorkloadResult {
  /// The last stage with figures before one.
  package func measured(before place: StagePlace) -> StageResult? {
    stages.last { $0.place < place && $0.isMeasured }
  }

  /// The stages with figures, each behind the one before it.
  package var neighbours: [(before: StageResult, after: StageResult)] {
    let measured = stages.filter(\.isMeasured)
    return zip(measured, measured.dropFirst()).map { ($0, $1) }
  }

  /// The changes for which patches are blamed: those that hold, but for one that building unchanged source
  /// again may have made.
  package var blamed: [AttributedChange] {
    attribution.filter { change in
      guard change.patches.count == 1 else { return true }
      return stages.first { $0.patch == change.patches[0] }?.vsPrevious?.verdict
        != .withinLayoutFloor
    }
  }
}

extension StageResult {
  /// The number that a table shows: the patch's, in the mail; the row's place where it is no patch's.
  package var label: String { patch?.description ?? place.description }

  /// What to call the change that led to this row: `patch 3`, or `row 1` where it is no patch's.
  package var patchName: String { patch.map { "patch \($0)" } ?? "row \(place)" }
}

extension WorkloadResult {
  /// The patches that lead from one row to a later one; several where rows between have no figures.
  package func patches(from before: StageResult, to after: StageResult) -> [PatchNumber] {
    stages.filter { before.place < $0.place && $0.place <= after.place }.compactMap(\.patch)
  }
}
