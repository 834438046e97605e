import ArgumentParser
import CommandLane

/// `metered`: the process between `measure` and a command; `measure` starts it, nobody else.
struct MeteredCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metered", abstract: "Run one command and write what it used.",
    shouldDisplay: false)

  @Option var report: String
  @Option var limit: Double?
  @Option var pin: ProcessorList?
  @Argument var command: String

  func run() async throws {
    try await MeteredProcess.run(
      command, report: report, limit: limit, processors: pin?.numbers ?? [])
  }
}
