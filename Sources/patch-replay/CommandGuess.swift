import ArgumentParser
import Failures
import Glibc

/// The subcommand that a mistyped word was meant for.
///
/// A first word that is not a subcommand is the mailbox of `run`, so that only what is not a file can be a
/// slip.
struct CommandGuess {
  private let names: [String]
  /// Those that no list shows.
  private let hidden: [String]

  init(_ commands: [any ParsableCommand.Type]) {
    func names(_ isShown: Bool) -> [String] {
      commands.filter { $0.configuration.shouldDisplay == isShown }
        .compactMap { $0.configuration.commandName }
    }
    self.names = names(true) + ["help"]
    hidden = names(false)
  }

  /// What ends the program where the first argument is a slip; nil if it is not.
  func failure(for arguments: [String]) -> Failure? {
    if arguments.first == "help", let word = arguments.dropFirst().first, !word.hasPrefix("-"),
      !(names + hidden).contains(word)
    {
      let guess = name(near: word).map { "did you mean `\($0)`?" }
      return Failure(
        .usage,
        "help \(word): there is no such subcommand; "
          + (guess ?? "there are \(names.joined(separator: ", "))"))
    }
    guard let word = arguments.first, let name = name(near: word), access(word, F_OK) != 0 else {
      return nil
    }
    return Failure(
      .noInput, "\(word): neither a subcommand nor a file; did you mean `\(name)`?")
  }

  /// The subcommand one slip of the fingers away, or two in a longer word; nil where the word is
  /// one itself, or near to none.
  func name(near word: String) -> String? {
    guard !names.contains(word) else { return nil }
    let distances = names.map { name in (name: name, distance: Self.distance(word, name)) }
    return distances.filter { $0.distance <= ($0.name.count > 4 ? 2 : 1) }
      .min { $0.distance < $1.distance }?.name
  }

  /// How many letters have to be put in, left out, replaced, or swapped with the next (the optimal
  /// string alignment distance).
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    // No word that is so much longer is near, however long it is.
    guard abs(left.count - right.count) <= 2 else { return .max }
    var earlier: [Int] = []
    var above = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(
          above[column] + (letter == other ? 0 : 1), above[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          best = min(best, earlier[column - 1] + 1)
        }
        current.append(best)
      }
      (earlier, above) = (above, current)
    }
    return above[right.count]
  }
}
