internal import FuseEngine
package import Rounds

/// A FUSE server that the engine talks to.
package enum ServerPlace: Hashable, Sendable, CustomStringConvertible {
  /// A program to start, which serves one end of a socket pair.
  case command(ServerCommand)
  /// A server that listens on a Unix socket of this name.
  case socket(String)

  /// Whether the server moves payload by itself, where the system lets it.
  var movesPagesByAddress: Bool {
    if case .command(let command) = self { command.movesPagesByAddress } else { false }
  }

  /// Whether files that are left on it stay there: the bundled server removes its folder.
  var keepsFiles: Bool { !movesPagesByAddress }

  /// The command or the socket, for documents.
  package var description: String {
    switch self {
    case .command(let command): command.description
    case .socket(let path): "the server at \(path)"
    }
  }

  /// Does work against the server on a thread of its own.
  ///
  /// - Parameters:
  ///   - stop: Whether the server gets less time to end by itself; asked when the work is done.
  ///   - work: Gets the socket to the server, which it owns, and the server's process number, 0 if
  ///     it is unknown.
  /// - Returns: What the work returns.
  /// - Throws: ``ServerError`` where there is no server or it ends too early; else what the work
  ///   throws.
  package func serve<Result: Sendable>(
    stop: StopToken,
    _ work: @escaping @Sendable (_ descriptor: Int32, _ process: Int32) throws -> Result
  ) async throws -> Result {
    switch self {
    case .command(let command):
      let pair = try SocketTransport.makePair()
      return try await ServerProcess.serve(command, on: pair.server, stop: stop) { process in
        await onThread { try work(pair.engine, process) }
      }
    case .socket(let path):
      let (descriptor, process): (Int32, Int32)
      do throws(ErrorNumber) { (descriptor, process) = try SocketTransport.connect(to: path) } catch
      {
        throw ServerError.notReached(socket: path, reason: error.description)
      }
      return try await onThread { try work(descriptor, process) }.get()
    }
  }
}
