package import EngineLane
package import Failures
internal import Glibc

/// Which FUSE server answers the engine.
package struct ServerChoice: Hashable, Sendable {
  /// A command that serves `{}`; nil where none is started but our own.
  package var command: String?
  /// A Unix socket that a server listens on, in place of one that is started.
  package var socket: String?
  /// A file on the server, which is read.
  package var path: String?

  package init(command: String? = nil, socket: String? = nil, path: String? = nil) {
    self.command = command
    self.socket = socket
    self.path = path
  }

  /// Whether a server other than our own was asked for.
  package var isForeign: Bool { command != nil || socket != nil }

  /// The server that was asked for, or our own on a fresh directory in memory.
  ///
  /// - Parameters:
  ///   - invocation: Our own server lies beside this program.
  ///   - isThreaded: Whether several callers share it at once.
  /// - Returns: Where the server is.
  /// - Throws: ``Failure`` where there is none, or not for that many callers.
  package func place(
    _ invocation: Invocation, isThreaded: Bool = false
  ) throws(Failure) -> ServerPlace {
    if let socket {
      guard !isThreaded else {
        throw Failure(.usage, "--jobs needs a server that is started; --connect is for one job")
      }
      return .socket(socket)
    }
    if let command {
      guard command.contains("{}") else {
        throw Failure(.usage, "--server needs {} where the place to serve belongs: \(command)")
      }
      return .command(ServerCommand(command))
    }
    return .command(
      ServerCommand(
        program: try Self.ownServer(invocation), options: isThreaded ? ["-f"] : ["-f", "-s"],
        movesPagesByAddress: true))
  }

  private static func ownServer(_ invocation: Invocation) throws(Failure) -> String {
    let program = try invocation.ownFile()
    let folder = program.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/patch-replay-fused"
    guard access(path, X_OK) == 0 else {
      throw Failure(
        .unavailable,
        "the server \(path) is missing; build it with `swift build --product patch-replay-fused`")
    }
    return path
  }
}
