import FuseSeries
import Measurement
import RunModel

/// The stages of the engine that a series leads through.
enum SeriesStages {
  /// Finds the stages of the patches that are here, or of those that a letter announces.
  ///
  /// - Throws: ``Failure`` where a patch is left out, or missing, that a later one needs.
  static func of(
    _ series: SeriesSummary, without leftOut: [Int]
  ) throws(Failure) -> [StageUnderTest] {
    let plan = StagePlan.scatterGatherDirectIO
    var steps = series.patches.filter { !leftOut.contains($0.number) }.compactMap(\.stage?.number)
    if series.patches.isEmpty {
      let announced = series.announced.enumerated().map {
        PatchFacts(number: $0 + 1, subject: $1, touched: [])
      }
      let matches = plan.match(announced)
      steps = announced.filter { !leftOut.contains($0.number) }
        .compactMap { matches[$0.number]?.step }
    }
    guard !steps.isEmpty else { return [] }
    do throws(PlanError) {
      return try StageUnderTest.stages(of: plan, applying: steps)
    } catch {
      throw Failure(
        leftOut.isEmpty ? .badAnswer : .usage,
        leftOut.isEmpty
          ? "the stages of this series do not fit together: \(error.description)"
          : "--without \(leftOut.map(String.init).joined(separator: ",")): \(error.description)")
    }
  }

  /// A line for a person who should know that no diff was seen; nil where diffs were.
  static func warning(_ series: SeriesSummary) -> String? {
    guard series.patches.isEmpty else { return nil }
    return
      "only the cover letter is here: the \(series.announced.count) patches are known by their "
      + "announced subjects, and no diff was seen"
  }
}
