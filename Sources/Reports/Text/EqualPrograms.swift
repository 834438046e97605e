internal import Documents
internal import Presentation

extension WorkloadResult {
  /// Words behind a verdict on patches that left every program that was built byte for byte as it was:
  /// then only what the programs read can have changed it.
  ///
  /// - Parameter patches: The numbers of neighbouring patches.
  /// - Returns: The words with a semicolon in front; empty where programs differ, or none is known.
  func equality(ofPatches patches: [PatchNumber]) -> String {
    guard let first = patches.first, let last = patches.last,
      let start = stages.first(where: { $0.patch == first }),
      let before = measured(before: start.place)?.binaries,
      before == stages.first(where: { $0.patch == last })?.binaries
    else { return "" }
    return "; the built programs are equal"
  }

  /// The same for the patch that led to one row.
  func equality(of stage: StageResult) -> String {
    equality(ofPatches: stage.patch.map { [$0] } ?? [])
  }
}

extension AttributedChange {
  /// The patches' numbers, neighbours as a range.
  var numbers: String { PatchRanges.numbers(patches) }
}

extension Comparison {
  /// The change with the interval that the verdict rests on; without one where no figures decide, and in
  /// words where they are too noisy.
  var change: String {
    if isTooNoisy { return TooNoisy.words }
    return reason == nil ? Columns.change(ratio, low: shownLow, high: shownHigh) : "0.0 %"
  }

  /// The ratio as a factor; empty where the figures are too noisy.
  var factor: String { isTooNoisy ? "" : "×" + Columns.factor(ratio) }

  /// The verdict's sign; empty where the figures are too noisy.
  var sign: String { isTooNoisy ? "" : verdict.sign }

  /// The verdict's word; empty where the figures are too noisy.
  var word: String { isTooNoisy ? "" : verdict.rawValue }

  /// Why there can be no change, behind a semicolon; empty where figures decide.
  var reasonWords: String { reason.map { "; \($0)" } ?? "" }
}
