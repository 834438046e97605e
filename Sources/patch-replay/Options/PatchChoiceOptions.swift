import ArgumentParser
import Replay

/// Which patches of a series are measured: all, or what is left, or what is named.
struct PatchChoiceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Patches to leave out, such as 3,7.", valueName: "patches"))
  var without: NumberList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The only patches to take, such as 1-8, in the order in which they are to be applied.",
      valueName: "patches"))
  var only: NumberList?

  func validate() throws {
    guard without == nil || only == nil else {
      throw ValidationError("Say either --without or --only.")
    }
  }

  /// The choice that was made.
  var choice: PatchChoice {
    without.map { .without($0.numbers) } ?? only.map { .only($0.numbers) } ?? .all
  }
}
