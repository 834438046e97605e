/// The plan that a series is, and the stages that its patches are.
package struct PlanMatch: Sendable {
  /// The plan.
  package let plan: StagePlan
  /// The stages by patch number; a patch that is not a stage has none.
  package let stages: [Int: StageMatch]
}

extension PlanRegistry {
  /// Finds the plan that the patches of a series map to: the one of which they are the most stages,
  /// and of two the one that is surer.
  ///
  /// - Parameter patches: The series, in order.
  /// - Returns: The plan with the matches; nil where no patch is a stage of any plan.
  package func match(_ patches: [PatchFacts]) -> PlanMatch? {
    var best: PlanMatch?
    for plan in plans {
      let match = PlanMatch(plan: plan, stages: plan.match(patches))
      if match.weight > best?.weight ?? (0, 0) { best = match }
    }
    return best
  }
}

extension PlanMatch {
  fileprivate var weight: (stages: Int, confidence: Double) {
    (stages.count, stages.values.reduce(0) { $0 + $1.confidence })
  }
}
