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
    guard let (plan, known) = steps(of: series) else { return [] }
    let steps = chosen.compactMap { patch in known.first { $0.patch == patch } }
    guard !steps.isEmpty else { return [] }
    do throws(PlanError) {
      return try StageUnderTest.stages(of: plan, applying: steps)
    } catch {
      let reason = error.description(naming: known)
      throw Failure(
        choice.isGiven ? .usage : .badAnswer,
        choice.isGiven
          ? "\(choice.description): \(reason)"
          : "the stages of this series do not fit together: \(reason)"
            + advice(error, known))
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
    _ error: PlanError, _ known: [StageUnderTest.AppliedStep]
  ) -> String {
    guard case .missing(let step, _, _, _) = error,
      let patch = known.first(where: { $0.step == StepNumber(step) })?.patch
    else { return "" }
    return "; --without \(patch) measures the others"
  }

  private static func steps(
    of series: SeriesSummary
  ) -> (plan: StagePlan, steps: [StageUnderTest.AppliedStep])? {
    if series.patches.isEmpty {
      let announced = series.announced.enumerated().map {
        PatchFacts(number: $0 + 1, subject: $1, touched: [])
      }
      guard let match = PlanRegistry.all.match(announced) else { return nil }
      let steps = match.stages.sorted { $0.key < $1.key }.map {
        StageUnderTest.AppliedStep(patch: PatchNumber($0.key), step: StepNumber($0.value.step))
      }
      return (match.plan, steps)
    }
    return series.plan.map { ($0, series.patches.compactMap(\.appliedStep)) }
  }

  /// Says that no diff was seen; nil where diffs were.
  static func warning(_ series: SeriesSummary) -> Warning? {
    series.patches.isEmpty ? .onlyLetter(announced: series.announced.count) : nil
  }
}

extension PlanError {
  /// One sentence, in which the steps are called by the numbers of the patches that they are.
  ///
  /// - Parameter known: The series' patches that are steps, those that are left out included.
  /// - Returns: The sentence.
  func description(naming known: [StageUnderTest.AppliedStep]) -> String {
    description { step in
      known.first { $0.step == StepNumber(step) }?.patch.map { "patch \($0)" }
    }
  }
}

extension PatchSummary {
  /// The patch with the step that it is; nil where it is not a stage of the engine.
  var appliedStep: StageUnderTest.AppliedStep? {
    stage.map { StageUnderTest.AppliedStep(patch: number, step: $0.number) }
  }
}
