import ArgumentParser

/// Processors on the command line, as `taskset -c` takes them: `0,2-3`.
struct ProcessorList: ExpressibleByArgument {
  let numbers: [Int]

  init?(argument: String) {
    var numbers: [Int] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first.flatMap(\.self), let last = ends.last.flatMap(\.self),
        ends.count <= 2, 0 <= first, first <= last, last < 1024
      else { return nil }
      numbers += first...last
    }
    self.numbers = numbers
  }

  /// The list as it is given to the small process.
  static func text(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: ",")
  }
}
