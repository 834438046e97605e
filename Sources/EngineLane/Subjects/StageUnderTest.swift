package import FuseEngine
package import FuseSeries

/// A stage to measure: the engine's design after some patches.
package struct StageUnderTest: Sendable {
  /// The plan that the stage is one of.
  package let plan: StagePlan
  /// The number of the step that led here, 0 for the base.
  package let number: Int
  /// The step, where there is one.
  package let step: StageStep?
  /// How the engine works at this stage.
  package let design: EngineDesign

  /// A stage of a plan with all patches up to it.
  ///
  /// - Parameters:
  ///   - number: The stage.
  ///   - plan: The plan.
  /// - Throws: ``PlanError`` where there is no such stage.
  package init(_ number: Int, of plan: StagePlan) throws(PlanError) {
    self.init(number, of: plan, design: try plan.design(ofStage: number))
  }

  private init(_ number: Int, of plan: StagePlan, design: EngineDesign) {
    self.plan = plan
    self.number = number
    self.design = design
    step = number == 0 ? nil : plan.steps[number - 1]
  }

  /// Lists the stages of a plan, base first, that result from applying some of its steps.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - steps: The steps to apply, by number and in order.
  /// - Returns: One stage more than there are steps.
  /// - Throws: ``PlanError`` where the steps do not fit together.
  package static func stages(
    of plan: StagePlan, applying steps: [Int]
  ) throws(PlanError) -> [StageUnderTest] {
    let designs = try plan.designs(applying: steps)
    return zip([0] + steps, designs).map { StageUnderTest($0, of: plan, design: $1) }
  }
}

extension [StageUnderTest] {
  /// The plans that the stages are of, each once.
  package var plans: [StagePlan] {
    var seen: Set<PlanName> = []
    return map(\.plan).filter { seen.insert($0.name).inserted }
  }
}
