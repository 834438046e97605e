import ArgumentParser

/// A list of patch numbers on the command line, such as `3,7`.
struct PatchNumbers: ExpressibleByArgument {
  let numbers: [Int]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let numbers = parts.compactMap(\.self)
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 > 0 }) else { return nil }
    self.numbers = numbers
  }
}
