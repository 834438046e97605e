package import FuseEngine

/// A series as the engine knows it: its steps in order, from the design before the first, and all
/// that is counted, tried and measured to see what they do.
package struct StagePlan: Sendable {
  /// The plan's name in documents.
  package let name: PlanName
  /// The series' title.
  package let title: String
  /// The design before the series: stage 0.
  ///
  /// For a series on top of another one it is that one's ``finalDesign``.
  package let base: EngineDesign
  /// One step for each patch; step k is at index k−1.
  package let steps: [StageStep]
  /// The paths that the series touches; the call of each is counted at every stage.
  package let paths: [RequestPath]
  /// What is tried at every stage to see where behaviour changes.
  package let probes: [FaultProbe]
  /// The workloads that the cover letter's figures are about.
  package let claimedWorkloads: [WorkloadName]
  /// The workloads that are measured where the user names none.
  package let defaultWorkloads: [WorkloadName]

  /// Creates a plan.
  ///
  /// Every path that a step's promise is about must be among `paths`, so that no promise passes
  /// because nothing was counted.
  package init(
    name: PlanName, title: String, base: EngineDesign, steps: [StageStep], paths: [RequestPath],
    probes: [FaultProbe], claimedWorkloads: [WorkloadName], defaultWorkloads: [WorkloadName]
  ) {
    for step in steps {
      precondition(
        (step.promise.paths ?? []).allSatisfy(paths.contains),
        "\(name): \(step.subject) makes a promise about a path that is not counted")
    }
    precondition(!defaultWorkloads.isEmpty, "\(name): there is nothing to measure by default")
    self.name = name
    self.title = title
    self.base = base
    self.steps = steps
    self.paths = paths
    self.probes = probes
    self.claimedWorkloads = claimedWorkloads
    self.defaultWorkloads = defaultWorkloads
  }

  /// The design after the last step.
  package var finalDesign: EngineDesign {
    steps.lazy.flatMap(\.changes).reduce(into: base) { $1.apply(&$0) }
  }

  /// The numbers of all steps, in order.
  package var numbers: [StageStep.Number] { steps.indices.map { StageStep.Number($0 + 1) } }

  /// The step of a number; nil where there is none.
  package subscript(_ number: StageStep.Number) -> StageStep? {
    steps.indices.contains(number.rawValue - 1) ? steps[number.rawValue - 1] : nil
  }

  /// Returns the design after each of the given steps, base first.
  ///
  /// - Parameter numbers: Step numbers, in the order in which they are applied.
  /// - Returns: One design more than there are numbers.
  /// - Throws: ``PlanError`` where a step's design is not the one that it starts from.
  package func designs(
    applying numbers: [StageStep.Number]
  ) throws(PlanError) -> [EngineDesign] {
    var design = base
    var designs = [design]
    for number in numbers {
      guard let step = self[number] else { throw .noSuchStep(number) }
      let conditions = step.requirements + step.changes.map(\.start)
      for condition in conditions where !condition.holds(design) {
        throw needs(number, step, condition)
      }
      for change in step.changes { change.apply(&design) }
      designs.append(design)
    }
    return designs
  }

  /// Returns the design of stage `number` of the whole series, or says that there is none.
  package func design(ofStage number: Int) throws(PlanError) -> EngineDesign {
    guard (0...steps.count).contains(number) else {
      throw .noSuchStep(StageStep.Number(number))
    }
    return try designs(applying: Array(numbers.prefix(number)))[number]
  }

  /// Names the step that would have brought the state that a step found missing.
  private func needs(
    _ number: StageStep.Number, _ step: StageStep, _ condition: DesignCondition
  ) -> PlanError {
    var design = base
    for (needed, earlier) in zip(numbers, steps) {
      let held = condition.holds(design)
      for change in earlier.changes { change.apply(&design) }
      if !held, condition.holds(design) {
        return .missing(
          step: number, subject: step.subject, needs: needed, neededSubject: earlier.subject)
      }
    }
    return .undone(step: number, subject: step.subject)
  }
}
