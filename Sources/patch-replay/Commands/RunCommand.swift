import ArgumentParser
import Replay

/// `run`, the main job: read the series, apply it, measure every stage, report.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Read a series, apply it patch by patch, measure every stage, and report.",
    discussion: """
      The patches are applied in memory: to a repository's commit (--repo), to the files of a \
      folder (--tree), or, with neither, to a base made of their own context, which shows whether \
      they agree with each other. Each patch is mapped to a stage of the request engine. One pass \
      walks the stages in order; then rounds over all stages follow, each from a random one on and \
      either way round, by a recorded seed.

      The result goes to standard output, to DIR/run.json and to DIR/report.html. The last three \
      lines say what the run found, what was written, and what to do next. A series of which no \
      patch is a stage of the engine is read, applied and shown, and the exit code is 0.
      """)

  /// Where the result goes where no option says it.
  static let folder = "patch-replay-out"

  @OptionGroup var options: RunOptions

  func run() async throws {
    try await options.perform(standardTarget: .hollow, standardFolder: Self.folder)
  }
}
