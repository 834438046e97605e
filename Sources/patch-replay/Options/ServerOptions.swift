import ArgumentParser
import Replay

/// Which FUSE server answers the engine.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Another FUSE server, as a shell reads it; {} stands for the place to serve.",
      discussion: "Example: --server 'passthrough_ll -f -o source=/dev/shm/dir {}'",
      valueName: "command"))
  var server: String?

  @Option(
    help: ArgumentHelp(
      "A FUSE server that listens on this Unix socket, in place of one that is started.",
      valueName: "socket"))
  var connect: String?

  @Option(
    help: ArgumentHelp(
      "A file on the server, which is read; without it, files are made there.", valueName: "file"))
  var path: String?

  func validate() throws {
    guard server == nil || connect == nil else {
      throw ValidationError("Say either --server or --connect.")
    }
    guard path == nil || choice.isForeign else {
      throw ValidationError("--path goes with --server or --connect.")
    }
  }

  /// The server that was asked for.
  var choice: ServerChoice { ServerChoice(command: server, socket: connect, path: path) }
}
