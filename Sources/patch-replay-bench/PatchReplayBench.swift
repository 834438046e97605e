import ArgumentParser

/// What the engine costs and how fast it is, beside the kernel and the C program of the fixtures.
@main
struct PatchReplayBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch-replay-bench",
    abstract: "Compare the engine with the running kernel and with fixtures/fuse-mini.",
    subcommands: [ThroughputCommand.self, OwnTimeCommand.self, AnalysisCommand.self],
    defaultSubcommand: ThroughputCommand.self)
}
