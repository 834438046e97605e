package import Failures
package import FuseEngine

/// A series as the engine knows it: its steps in order, from the design before the first.
package struct StagePlan: Sendable {
  /// The plan's name in documents, such as `fuse-scatter-gather-dio`.
  package let identifier: String
  /// The series' title.
  package let title: String
  /// The design before the series: stage 0.
  package let base: EngineDesign
  /// One step for each patch; step k is at index k−1.
  package let steps: [StageStep]

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

/// Why steps give no design.
package enum PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The plan has no step of that number.
  case noSuchStep(Int)
  /// A step builds on one that is missing, left out or comes later.
  case missing(step: Int, subject: String, needs: Int, neededSubject: String)
  /// A step starts from a state that an earlier step has left behind already.
  case undone(step: Int, subject: String)

  /// One sentence, in which steps are called by their numbers in the plan.
  package var description: String { description { _ in nil } }

  /// One sentence for the user.
  ///
  /// - Parameter patch: Names the patch that is a step, such as `patch 12`; nil where it is not here.
  /// - Returns: The sentence.
  package func description(naming patch: (_ step: Int) -> String?) -> String {
    func name(_ step: Int, _ subject: String) -> String {
      "\(patch(step) ?? "step \(step)") (\(subject))"
    }
    return switch self {
    case .noSuchStep(let number): "there is no stage \(number)"
    case .missing(let step, let subject, let needed, let neededSubject):
      "\(name(step, subject)) needs \(name(needed, neededSubject)) before it"
    case .undone(let step, let subject):
      "\(name(step, subject)) is applied twice, or after a patch that undoes what it needs"
    }
  }
}

extension PlanError: UserFacingError {
  package var exitClass: ExitClass { .badAnswer }
}
