internal import Documents
internal import EngineLane
internal import Failures
internal import FuseSeries

/// The stages of the engine that a series leads through.
enum SeriesStages {
  /// Finds the stages of the patches that are here, or of those that a cover letter announces.
  ///
  /// - Throws: ``Failure`` where a patch is left out, or missing, that a later one needs.
  static func of(
    _ series: SeriesSummary, _ choice: PatchChoice
  ) throws(Failure) -> [StageUnderTest] {
    let chosen = try choice.choose(from: numbers(of: series))
    guard let (plan, stepOfPatch) = steps(of: series) else { return [] }
    let steps = chosen.compactMap { patch in
      stepOfPatch[patch].map { StageUnderTest.AppliedStep(patch: patch, step: $0) }
    }
    guard !steps.isEmpty else { return [] }
    do throws(PlanError) {
      return try StageUnderTest.stages(of: plan, applying: steps)
    } catch {
      let reason = error.description { step in
        stepOfPatch.first { StageStep.Number($0.value) == step }.map { "patch \($0.key)" }
      }
      throw Failure(
        choice.isGiven ? .usage : .badAnswer,
        choice.isGiven
          ? "\(choice.description): \(reason)"
          : "the stages of this series do not fit together: \(reason)"
            + advice(error, stepOfPatch))
    }
  }

  /// The patches, by number, that a choice leaves out.
  ///
  /// - Throws: ``Failure`` where a patch is named that is not there.
  static func leftOut(
    of series: SeriesSummary, _ choice: PatchChoice
  ) throws(Failure) -> [PatchNumber] {
    let numbers = numbers(of: series)
    let taken = try choice.choose(from: numbers)
    return numbers.filter { !taken.contains($0) }
  }

  private static func numbers(of series: SeriesSummary) -> [PatchNumber] {
    series.patches.isEmpty
      ? series.announced.indices.map { PatchNumber($0 + 1) } : series.patches.map(\.number)
  }

  /// How to measure the rest of a series that does not fit together.
  private static func advice(
    _ error: PlanError, _ stepOfPatch: [PatchNumber: StepNumber]
  ) -> String {
    guard case .missing(let step, _, _, _) = error,
      let patch = stepOfPatch.first(where: { StageStep.Number($0.value) == step })?.key
    else { return "" }
    return "; --without \(patch) measures the others"
  }

  private static func steps(
    of series: SeriesSummary
  ) -> (plan: StagePlan, stepOfPatch: [PatchNumber: StepNumber])? {
    if series.patches.isEmpty {
      let announced = series.announced.enumerated().map {
        PatchFacts(number: $0 + 1, subject: $1, touched: [])
      }
      guard let match = PlanRegistry.all.match(announced) else { return nil }
      let steps = match.stages.map { (PatchNumber($0.key), StepNumber($0.value.step.rawValue)) }
      return (match.plan, Dictionary(steps) { first, _ in first })
    }
    guard let plan = series.plan else { return nil }
    let known = series.patches.compactMap { patch in
      patch.stage.map { (patch.number, $0.number) }
    }
    return (plan, Dictionary(known) { first, _ in first })
  }

  /// Says that no diff was seen; nil where diffs were.
  static func warning(_ series: SeriesSummary) -> Warning? {
    series.patches.isEmpty ? .onlyLetter(announced: series.announced.count) : nil
  }
}

extension PatchSummary {
  /// The patch with the step that it is; nil where it is not a stage of the engine.
  var appliedStep: StageUnderTest.AppliedStep? {
    stage.map { StageUnderTest.AppliedStep(patch: number, step: $0.number) }
  }
}
