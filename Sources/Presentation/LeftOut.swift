/// What is said of patches that took no part.
package enum LeftOut {
  /// Names the patches, to stand behind what else is said of a series.
  ///
  /// - Parameter patches: Their numbers.
  /// - Returns: `, without patch 3` or `, without patches 3, 7–9`; nothing where all took part.
  package static func words(_ patches: [Int]) -> String {
    guard !patches.isEmpty else { return "" }
    return ", without patch\(patches.count == 1 ? "" : "es") \(ranges(patches))"
  }

  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in Set(numbers).sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }.joined(separator: ", ")
  }
}
