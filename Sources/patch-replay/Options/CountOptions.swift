import ArgumentParser
import CommandLane

/// What is counted beside, or in place of, timed rounds.
struct CountOptions: ParsableArguments {
  /// What can be counted.
  enum Unit: String, ExpressibleByArgument, CaseIterable {
    case instructions
  }

  @Option(
    help: ArgumentHelp(
      "Count instructions in place of rounds; beside them with --rounds, --precision or --time.",
      discussion: """
        Every stage runs twice under valgrind's callgrind, 60 to 100 times as slow, and --timeout \
        counts a hundredfold. What other programs do meanwhile changes nothing, so that \
        --fail-on instructions:slower:1% works on any machine. Instructions are not time: a cache \
        miss costs as much as a hit; system calls, waiting and the kernel are not counted; threads \
        run one at a time; what measures its own time sees valgrind's; code that is made while the \
        program runs has no names. Needs the package valgrind.
        """, valueName: "unit"))
  var count: Unit?

  @Flag(
    help: ArgumentHelp(
      "Show which functions a named patch made dearer or cheaper, and whether it touches them.",
      discussion: """
        The patch's stage and the one before run under callgrind. Files and lines need debug \
        information: build with -g. A function that the compiler put into another is part of it.
        """))
  var why = false

  /// What to count.
  ///
  /// - Parameter timesRounds: Whether rounds are timed.
  /// - Returns: It.
  func counting(timesRounds: Bool) -> Counting {
    var counting = Counting()
    counting.countsStages = count == .instructions
    counting.explains = why
    counting.timesRounds = timesRounds
    return counting
  }
}
