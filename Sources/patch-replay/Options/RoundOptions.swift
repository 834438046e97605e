import ArgumentParser
import Presentation
import Rounds

/// How long is measured, in which order, and whether that is shown.
struct RoundOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Measure this many rounds over all stages.",
      discussion:
        "By default 20 of other programs, and of the engine and the kernel, whose cells take "
        + "milliseconds, as many as half a minute holds, 400 at most. "
        + "Below \(FewRounds.needed) nothing is compared; 12 give a fair chance to see a change."
    ))
  var rounds: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop when the typical patch's interval is this narrow (default for other programs: 2).",
      discussion:
        "Evaluated after 12 rounds and each time that a quarter has come on top; given by itself, at "
        + "most three times as many rounds as by default.",
      valueName: "percent"))
  var precision: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop after the round in which so many seconds are over.", valueName: "seconds"))
  var time: Double?

  @Option(parsing: .unconditional, help: "The seed of the order of stages in each round.")
  var seed: UInt64?

  @Flag(help: "Show progress even if standard error is not a terminal.")
  var progress = false

  func validate() throws {
    guard rounds == nil || precision == nil else {
      throw ValidationError("Say either --rounds or --precision.")
    }
    if let rounds, !(1...StopRule.mostRounds ~= rounds) {
      throw ValidationError("--rounds must be 1 to \(StopRule.mostRounds).")
    }
    if let precision, !(precision > 0 && precision <= 100) {
      throw ValidationError("--precision must be more than 0 and at most 100 percent.")
    }
    if let time, !(time > 0 && time <= 604_800) {
      throw ValidationError("--time must be more than 0 and at most 604800 seconds.")
    }
  }

  /// When to stop: as these options say, or after the time allowed if only that is given.
  ///
  /// - Parameter rule: What applies if none is given.
  /// - Returns: The rule.
  func end(unlessTold rule: StopRule) -> StopRule {
    if let rounds { return StopRule(rounds: rounds, precision: nil, seconds: time) }
    if let precision {
      return StopRule(rounds: 3 * rule.rounds, precision: 1 + precision / 100, seconds: time)
    }
    if let time { return StopRule(rounds: StopRule.mostRounds, precision: nil, seconds: time) }
    return rule
  }

  /// Whether any of these options says how long to measure.
  var isTold: Bool { rounds != nil || precision != nil || time != nil }

  /// Whether progress is shown.
  var showsProgress: Bool { progress || Terminal.errorIsTerminal }

  /// The line that shows it.
  var progressLine: ProgressLine { ProgressLine(isShown: showsProgress) }
}
