import ArgumentParser
import FuseEngine
import Glibc
import Measurement

/// Which FUSE server answers the engine.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Another FUSE server, as a shell reads it; {} stands for the place to serve.",
      discussion: "Example: --server 'passthrough_ll -f -o source=/dev/shm/dir {}'",
      valueName: "command"))
  var server: String?

  /// The server that was asked for, or our own on a fresh directory in memory.
  func command() throws(Failure) -> ServerCommand {
    if let server {
      guard server.contains("{}") else {
        throw Failure(.usage, "--server needs {} where the place to serve belongs: \(server)")
      }
      return ServerCommand(server)
    }
    return ServerCommand(program: try Self.ownServer(), options: ["-f", "-s"])
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
