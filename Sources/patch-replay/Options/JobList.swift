import ArgumentParser

/// Numbers of threads on the command line, such as `4` or `1,2,4`.
///
/// Any word is taken, so that whoever validates it can say what is allowed.
struct JobList: ExpressibleByArgument {
  let text: String

  init(text: String) { self.text = text }

  init(argument: String) { text = argument }

  /// The numbers; empty if the word is not a list of numbers from 1 to 64.
  var numbers: [Int] { NumberList.parse(text, within: 1...64) ?? [] }

  var defaultValueDescription: String { text }
}
