package import Documents
package import FuseEngine
package import FuseSeries

/// A stage to measure: the engine's design after some patches.
package struct StageUnderTest: Sendable {
  /// The plan that the stage is one of.
  package let plan: StagePlan
  /// The number, in the mail, of the patch that led here; nil for the base, and without mail.
  package let patch: PatchNumber?
  /// The number of the step that led here, in its plan; nil for the base.
  package let number: StepNumber?
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
    let applied = number == 0 ? nil : AppliedStep(patch: nil, step: StepNumber(number))
    self.init(applied, of: plan, design: try plan.design(ofStage: number))
  }

  private init(_ applied: AppliedStep?, of plan: StagePlan, design: EngineDesign) {
    self.plan = plan
    self.design = design
    patch = applied?.patch
    number = applied?.step
    step = applied.flatMap { plan[StageStep.Number($0.step)] }
  }

  /// A patch of a series, and the step that it is.
  package struct AppliedStep: Hashable, Sendable {
    /// The patch's number in the mail; nil where there is no mail.
    package let patch: PatchNumber?
    /// The step's number in the plan.
    package let step: StepNumber

    package init(patch: PatchNumber?, step: StepNumber) {
      self.patch = patch
      self.step = step
    }
  }

  /// Lists the stages of a plan, base first, that result from applying some of its steps.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - steps: The steps to apply, in order, with the patches that they are.
  /// - Returns: One stage more than there are steps.
  /// - Throws: ``PlanError`` where the steps do not fit together.
  package static func stages(
    of plan: StagePlan, applying steps: [AppliedStep]
  ) throws(PlanError) -> [StageUnderTest] {
    let designs = try plan.designs(applying: steps.map { StageStep.Number($0.step) })
    return zip([nil] + steps, designs).map { StageUnderTest($0, of: plan, design: $1) }
  }
}

extension [StageUnderTest] {
  /// The plans that the stages are of, each once.
  package var plans: [StagePlan] {
    var seen: Set<PlanName> = []
    return map(\.plan).filter { seen.insert($0.name).inserted }
  }
}
