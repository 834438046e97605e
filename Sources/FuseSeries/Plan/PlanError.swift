package import Failures

/// Why steps give no design.
package enum PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The plan has no step of that number.
  case noSuchStep(StageStep.Number)
  /// A step builds on one that is missing, left out or comes later.
  case missing(
    step: StageStep.Number, subject: String, needs: StageStep.Number, neededSubject: String)
  /// A step starts from a state that an earlier step has left behind already.
  case undone(step: StageStep.Number, subject: String)

  /// One sentence, in which steps are called by their numbers in the plan.
  package var description: String { description { _ in nil } }

  /// One sentence for the user.
  ///
  /// - Parameter patch: Names the patch that is a step, such as `patch 12`; nil where it is not here.
  /// - Returns: The sentence.
  package func description(naming patch: (_ step: StageStep.Number) -> String?) -> String {
    func name(_ step: StageStep.Number, _ subject: String) -> String {
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
