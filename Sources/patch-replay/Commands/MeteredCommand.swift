import ArgumentParser
import CommandLane

/// `metered`: the process between `measure` and a command; only `measure` starts it.
struct MeteredCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: MeteredInvocation.subcommand,
    abstract: "Run one command and write what it used.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough) var words: [String]

  func run() async throws {
    guard let invocation = MeteredInvocation(words) else {
      throw ValidationError("These are not the arguments that `measure` gives.")
    }
    try await MeteredProcess.run(invocation)
  }
}
