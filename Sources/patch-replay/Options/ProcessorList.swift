import ArgumentParser

/// Processors on the command line, as `taskset -c` takes them: `0,2-3`.
struct ProcessorList: ExpressibleByArgument {
  let numbers: [Int]

  init?(argument: String) {
    guard let numbers = NumberList.parse(argument, within: 0...1023) else { return nil }
    self.numbers = numbers
  }
}
