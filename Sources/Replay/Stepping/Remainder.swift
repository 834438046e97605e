internal import Documents
internal import EngineLane
internal import Failures
internal import FuseSeries
internal import PatchMail

/// What becomes of a series without some patches: how the others apply, and whether their stages fit
/// together.
struct Remainder {
  /// How the others apply; nil where none is left out.
  let apply: ApplyDocument?
  /// The same in words, and what is said of the stages.
  let words: [String]

  init(
    of input: StepInput, without numbers: Set<PatchNumber>, environment: [String: String]
  ) throws(Failure) {
    guard !numbers.isEmpty, let series = input.run.series else {
      apply = nil
      words = ["all patches are in again"]
      return
    }
    let applied = try Self.applied(input, series, numbers, environment)
    let refused = applied.patches.filter { $0.status == .conflict }.map(\.number)
    apply = applied
    words =
      [
        refused.isEmpty
          ? "the other patches apply"
          : "the others do not all apply: patch "
            + refused.map(\.description).joined(separator: ", ")
      ] + Self.stages(of: series, without: numbers)
  }

  private static func applied(
    _ input: StepInput, _ series: SeriesSummary, _ numbers: Set<PatchNumber>,
    _ environment: [String: String]
  ) throws(Failure) -> ApplyDocument {
    guard let target = input.target, var rest = input.series else {
      return ApplyDocument(hollow: series, without: numbers)
    }
    rest.patches.removeAll { numbers.contains(PatchNumber($0.number)) }
    return try target.apply(rest, environment)
  }

  private static func stages(of series: SeriesSummary, without numbers: Set<PatchNumber>)
    -> [String]
  {
    let steps = series.patches.filter { !numbers.contains($0.number) }.compactMap(\.appliedStep)
    guard !steps.isEmpty, let plan = series.plan else { return [] }
    do throws(PlanError) {
      _ = try StageUnderTest.stages(of: plan, applying: steps)
      return ["their stages fit together; `replay --without` measures them"]
    } catch {
      let reason = error.description(naming: series.patches.compactMap(\.appliedStep))
      return ["their stages do not fit together: \(reason)"]
    }
  }
}
