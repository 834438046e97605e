package import Documents

/// Patches in words.
package enum PatchRanges {
  /// The numbers, neighbours as a range, such as `3, 7–9`: a gap stays a gap, since a patch that cannot
  /// have changed anything is not one of them.
  package static func numbers(_ patches: [PatchNumber]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in Set(patches).sorted().map(\.rawValue) {
      if let last = ranges.last, number == last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: ", ")
  }

  /// The patches as a noun: `patch 3`, `patches 3–5`.
  package static func words(_ patches: [PatchNumber]) -> String {
    "\(patches.count == 1 ? "patch" : "patches") \(numbers(patches))"
  }
}
