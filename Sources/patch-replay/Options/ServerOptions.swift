import ArgumentParser
import EngineLane
import FuseEngine
import Glibc

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
    guard path == nil || isForeign else {
      throw ValidationError("--path goes with --server or --connect.")
    }
  }

  /// Whether a server other than our own was asked for.
  var isForeign: Bool { server != nil || connect != nil }

  /// The server that was asked for, or our own on a fresh directory in memory.
  ///
  /// - Parameter isThreaded: Whether several callers share it at once.
  /// - Returns: Where the server is.
  /// - Throws: ``Failure`` where there is none, or not for that many callers.
  func place(isThreaded: Bool = false) throws(Failure) -> ServerPlace {
    if let connect {
      guard !isThreaded else {
        throw Failure(.usage, "--jobs needs a server that is started; --connect is for one job")
      }
      return .socket(connect)
    }
    if let server {
      guard server.contains("{}") else {
        throw Failure(.usage, "--server needs {} where the place to serve belongs: \(server)")
      }
      return .command(ServerCommand(server))
    }
    return .command(
      ServerCommand(
        program: try Self.ownServer(), options: isThreaded ? ["-f"] : ["-f", "-s"],
        movesPagesByAddress: true))
  }

  /// Our own server lies beside this program.
  private static func ownServer() throws(Failure) -> String {
    guard let program = realpath("/proc/self/exe", nil) else {
      throw Failure(.unavailable, "this program's own place cannot be read from /proc/self/exe")
    }
    defer { free(program) }
    let folder = String(cString: program).split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/patch-replay-fused"
    guard access(path, X_OK) == 0 else {
      throw Failure(
        .unavailable,
        "the server \(path) is missing; build it with `swift build --product patch-replay-fused`")
    }
    return path
  }

  /// This process, as the kernel names it to servers.
  static var caller: Caller {
    Caller(user: getuid(), group: getgid(), process: UInt32(bitPattern: getpid()))
  }
}
