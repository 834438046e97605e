/// Why steps give no design.
package enum PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The plan has no step of that number.
  case noSuchStep(Int)
  /// A step builds on one that is missing, left out or comes later.
  case missing(step: Int, subject: String, needs: Int, neededSubject: String)
  /// A step starts from a state that an earlier step has left behind already.
  case undone(step: Int, subject: String)

  /// One sentence for the user.
  package var description: String {
    switch self {
    case .noSuchStep(let number): "there is no stage \(number)"
    case .missing(let step, let subject, let needed, let neededSubject):
      "patch \(step) (\(subject)) needs patch \(needed) (\(neededSubject)) before it"
    case .undone(let step, let subject):
      "patch \(step) (\(subject)) is applied twice, or after a patch that undoes what it needs"
    }
  }
}
