import ArgumentParser
import Failures
import Replay

/// When a measurement counts as failed, for continuous integration.
struct FailureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Exit with 1 if a patch is slower by more than this (95 % confidence; repeatable).",
      discussion: """
        slower:2% looks at the primary metrics, NAME:slower:2% at those whose name holds NAME; \
        faster:2% finds the other direction. The whole 95 % interval must lie beyond the limit.
        """, valueName: "condition"))
  var failOn: [String] = []

  func validate() throws {
    do throws(Failure) { _ = try gate } catch { throw ValidationError(error.message) }
  }

  /// The conditions as they were understood.
  var gate: FailureGate { get throws(Failure) { try FailureGate(failOn) } }
}
