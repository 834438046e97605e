import ArgumentParser

/// Whether patches that a run names are measured again.
struct ConfirmationOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Measure each patch that the run names again, with the stage before it alone.",
      discussion: """
        As many new rounds as the run had, 12 at least; what they say is judged without the first \
        ones, which named the patch because they were large.
        """))
  var confirm = false
}
