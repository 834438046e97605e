internal import Documents
internal import Findings
internal import Presentation

extension ExactChange {
  /// The patches in words.
  var name: String { PatchRanges.words(patches) }
}

extension WorkloadResult {
  /// What the number was before a change, and after, to the last digit.
  func words(_ change: ExactChange) -> String {
    "\(Columns.exact(change.before)) → \(Columns.exact(change.after))"
      + (unit.isEmpty ? "" : " \(unit)") + ", exactly" + equality(ofPatches: change.patches)
  }
}

extension Run {
  /// One line on all numbers that no patch changed and that never vary; nil where there are none.
  ///
  /// A table of them would show nothing, and without the line they might seem not to have been found.
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
