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
