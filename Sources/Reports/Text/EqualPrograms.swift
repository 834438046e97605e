internal import Documents
internal import Presentation

extension WorkloadResult {
  /// Words behind a verdict on patches that left every program that was built byte for byte as it was:
  /// then only what the programs read can have changed it.
  ///
  /// - Parameter patches: The numbers of neighbouring patches.
  /// - Returns: The words with a semicolon in front; empty where programs differ, or none is known.
  func equality(ofPatches patches: [Int]) -> String {
    guard let first = patches.first, let last = patches.last,
      let before = measured(before: first)?.binaries,
      before == stages.first(where: { $0.number == last })?.binaries
    else { return "" }
    return "; the built programs are equal"
  }
}

extension AttributedChange {
  /// The patches by number, neighbours as a range: those between that cannot have changed anything
  /// are none of them.
  var numbers: String {
    var ranges: [ClosedRange<Int>] = []
    for patch in patches {
      if let last = ranges.last, patch == last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...patch
      } else {
        ranges.append(patch...patch)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: ", ")
  }
}

extension Comparison {
  /// The change with the interval that the verdict rests on; without one where no figures decide.
  var change: String {
    reason == nil ? Columns.change(ratio, low: shownLow, high: shownHigh) : "0.0 %"
  }

  /// Why it is no change whatever was measured, behind a semicolon; empty where figures decide.
  var reasonWords: String { reason.map { "; \($0)" } ?? "" }
}
