package import Documents
package import FuseSeries

// `FuseSeries` knows no documents and `Documents` no plans, so each has a type of its own for a step's
// number. Here, in the lowest room that knows both, and nowhere else, one becomes the other.

extension StageStep.Number {
  /// The number in the plan of a step that a document names.
  package init(_ number: StepNumber) { self.init(rawValue: number.rawValue) }
}

extension StepNumber {
  /// The number by which a document names a step of a plan.
  package init(_ number: StageStep.Number) { self.init(rawValue: number.rawValue) }
}
