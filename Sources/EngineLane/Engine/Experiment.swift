package import Documents
package import FuseEngine
package import FuseSeries
package import Rounds

/// A stage to measure: the engine's design after some patches.
package struct StageUnderTest: Sendable {
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
    design = try plan.design(ofStage: number)
    step = number == 0 ? nil : plan.steps[number - 1]
    self.number = number == 0 ? nil : StepNumber(number)
    patch = nil
  }

  private init(_ applied: AppliedStep?, of plan: StagePlan, design: EngineDesign) {
    patch = applied?.patch
    number = applied?.step
    step = applied.map { plan.steps[$0.step.rawValue - 1] }
    self.design = design
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
    let designs = try plan.designs(applying: steps.map(\.step.rawValue))
    return zip([nil] + steps, designs).map { StageUnderTest($0, of: plan, design: $1) }
  }
}

/// What the engine lane is to measure.
package struct EngineExperiment: Sendable {
  /// The stages of the engine, base first; none where only the kernel is measured.
  package var stages: [StageUnderTest]
  /// Whether the running kernel is measured beside the stages, in the same rounds.
  package var includesKernel = false
  /// Whether a file in memory is measured beside the kernel's mount, as the limit.
  package var includesMemoryFile = false
  /// The workloads, in order.
  package var workloads: [WorkloadRun]
  /// A file on the server that is read; each workload makes one of its own where there is none.
  package var path: String?
  /// When to stop.
  package var end: StopRule
  /// The seed of everything random.
  package var seed: UInt64
  /// Nanoseconds of one cell's timed part.
  package var cellDuration: Int64 = 40_000_000

  /// Creates an experiment.
  package init(
    stages: [StageUnderTest], workloads: [WorkloadRun], path: String? = nil, end: StopRule,
    seed: UInt64
  ) {
    self.path = path
    self.stages = stages
    self.workloads = workloads
    self.end = end
    self.seed = seed
  }
}
