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

  /// Returns the design after each of the given steps, base first.
  ///
  /// - Parameter numbers: Step numbers, from 1, in the order in which they are applied.
  /// - Returns: One design more than there are numbers.
  /// - Throws: ``PlanError`` where a step's design is not the one that it starts from.
  package func designs(applying numbers: [Int]) throws(PlanError) -> [EngineDesign] {
    var design = base
    var designs = [design]
    for number in numbers {
      guard steps.indices.contains(number - 1) else { throw .noSuchStep(number) }
      let step = steps[number - 1]
      let conditions = step.requirements + step.changes.map(\.start)
      for condition in conditions where !condition.holds(design) {
        throw needs(number, condition, after: numbers)
      }
      for change in step.changes { change.apply(&design) }
      designs.append(design)
    }
    return designs
  }

  /// Returns the design of stage `number` of the whole series, or says that there is none.
  package func design(ofStage number: Int) throws(PlanError) -> EngineDesign {
    guard (0...steps.count).contains(number) else { throw .noSuchStep(number) }
    return try designs(applying: Array(1..<(number + 1)))[number]
  }

  /// Names the step that would have brought the state that a step found missing.
  private func needs(
    _ number: Int, _ condition: DesignCondition, after applied: [Int]
  ) -> PlanError {
    var design = base
    for (index, step) in steps.enumerated() {
      let held = condition.holds(design)
      for change in step.changes { change.apply(&design) }
      if !held, condition.holds(design) {
        return .missing(
          step: number, subject: steps[number - 1].subject, needs: index + 1,
          neededSubject: step.subject)
      }
    }
    return .undone(step: number, subject: steps[number - 1].subject)
  }
}
