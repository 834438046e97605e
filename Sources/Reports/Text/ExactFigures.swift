internal import Documents
internal import Presentation

/// A change of a number that never varies.
struct ExactChange {
  /// The patches that made it; several where a stage between has no figures.
  let patches: [PatchNumber]
  let before: Double
  let after: Double

  /// The patches in words.
  var name: String { PatchRanges.words(patches) }
}

extension WorkloadResult {
  /// Where a number that never varies became another; none where it varies.
  var exactChanges: [ExactChange] {
    guard family == .exact else { return [] }
    return neighbours.filter { $0.before.median != $0.after.median }.map { before, after in
      ExactChange(
        patches: patches(from: before, to: after), before: before.median, after: after.median)
    }
  }

  /// What the number was before a change, and after, to the last digit.
  func words(_ change: ExactChange) -> String {
    "\(Columns.exact(change.before)) → \(Columns.exact(change.after))"
      + (unit.isEmpty ? "" : " \(unit)") + ", exactly"
      + equality(ofPatches: change.patches)
  }

  /// Whether a change is for the better.
  func isBetter(_ change: ExactChange) -> Bool {
    (change.after > change.before) == (better == .higher)
  }

  /// The word for what became of a number that never varies, where no ratio says it since it was 0.
  ///
  /// - Parameters:
  ///   - stage: The stage.
  ///   - earlier: The stage that it is held against.
  /// - Returns: `more`, `fewer` or `equal`; nil where the number varies or one of the two is missing.
  func exactWord(_ stage: StageResult, after earlier: StageResult?) -> Verdict? {
    guard family == .exact, stage.isMeasured, let earlier, earlier.isMeasured,
      earlier.place < stage.place
    else { return nil }
    return stage.median == earlier.median
      ? .equal : stage.median > earlier.median ? .more : .fewer
  }
}

extension Run {
  /// One line on all numbers that no patch changed and that never vary; nil where there are none.
  ///
  /// A table of them says nothing, and silence might mean that they were not found.
  var constants: String? {
    let constant = patchLanes.flatMap(\.result.workloads).filter { workload in
      workload.family == .exact && workload.exactChanges.isEmpty
        && workload.stages.count(where: \.isMeasured) > 1
    }
    guard !constant.isEmpty else { return nil }
    let figures = constant.map { workload -> String in
      let value = workload.stages.first(where: \.isMeasured)?.median ?? 0
      return "\(workload.name): \(Columns.exact(value))"
        + (workload.unit.isEmpty || value == 0 ? "" : " \(workload.unit)")
    }
    let isWhole = constant.allSatisfy { $0.stages.allSatisfy(\.isMeasured) }
    return figures.joined(separator: ", ") + " at every stage\(isWhole ? "" : " with figures")"
      + ", exactly"
  }
}
