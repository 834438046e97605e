/// The plans that this program knows.
package struct PlanRegistry: Sendable {
  /// The plan where nothing says which one is meant.
  package let standard: StagePlan
  /// All plans, the standard one first.
  package let plans: [StagePlan]

  /// Every series that the engine can imitate.
  ///
  /// A series that is added is named here and nowhere else outside its folder.
  package static let all = PlanRegistry(.scatterGatherDirectIO)

  /// Creates a registry of plans with different names.
  package init(_ standard: StagePlan, _ others: StagePlan...) {
    self.standard = standard
    plans = [standard] + others
    precondition(
      Set(plans.map(\.name)).count == plans.count, "two plans must not have the same name")
  }

  /// The plan of a name that a document has; nil where this program does not know it.
  package subscript(_ name: PlanName) -> StagePlan? { plans.first { $0.name == name } }
}
