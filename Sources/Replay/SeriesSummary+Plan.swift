package import Documents
package import FuseSeries

extension SeriesSummary {
  /// The plan that the series' patches are stages of; nil where none is a stage of a known plan.
  package var plan: StagePlan? {
    patches.lazy.compactMap(\.stage).compactMap { stage in
      PlanRegistry.all[PlanName(rawValue: stage.plan)]
    }.first
  }
}
