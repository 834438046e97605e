import ArgumentParser

/// `replay`: another name of `run`, which applies and writes nothing unless asked to.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "The same as run, which applies and writes nothing unless asked to.",
    discussion: """
      It takes the options of run. Without --repo and --tree the patches are not applied, only \
      measured; without --out nothing is written.
      """)

  @OptionGroup var options: RunOptions

  func run() async throws {
    try await options.perform(standardTarget: nil, standardFolder: nil)
  }
}
