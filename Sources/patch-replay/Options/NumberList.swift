import ArgumentParser

/// A list of numbers on the command line, such as `3,7` or `1-8,11`.
struct NumberList: ExpressibleByArgument {
  let numbers: [Int]

  init(numbers: [Int]) { self.numbers = numbers }

  private static let most = 10_000

  init?(argument: String) {
    var numbers: [Int] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        1 <= first, first <= last, last <= Self.most
      else { return nil }
      numbers += first...last
    }
    self.numbers = numbers
  }
}
