internal import RunModel

extension WorkloadResult {
  /// Words behind a verdict on patches that left every program that was built byte for byte as it was:
  /// then they cannot have changed it.
  ///
  /// - Parameter patches: The numbers of neighbouring patches.
  /// - Returns: The words with a semicolon in front; empty where programs differ, or none is known.
  func equality(ofPatches patches: [Int]) -> String {
    guard let first = patches.first, let last = patches.last,
      let before = stages.last(where: { $0.number < first && $0.state == "measured" })?.binaries,
      before == stages.first(where: { $0.number == last })?.binaries
    else { return "" }
    return "; the built programs are equal"
  }
}
