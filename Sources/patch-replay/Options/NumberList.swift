import ArgumentParser

/// A list of numbers on the command line, such as `3,7` or `1-8,11`.
struct NumberList: ExpressibleByArgument {
  let numbers: [Int]

  init?(argument: String) {
    guard let numbers = Self.parse(argument, within: 1...10_000) else { return nil }
    self.numbers = numbers
  }

  /// Reads numbers and ranges of numbers that all lie within a range.
  static func parse(_ argument: String, within allowed: ClosedRange<Int>) -> [Int]? {
    var numbers: [Int] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        allowed.contains(first), first <= last, allowed.contains(last)
      else { return nil }
      numbers += first...last
    }
    return numbers
  }
}
