package import Failures
internal import FuseEngine

/// Why a server did not serve.
package enum ServerError: Error, CustomStringConvertible {
  /// It could not be started.
  case notStarted(command: String, reason: String)
  /// Nobody listens on the socket.
  case notReached(socket: String, reason: String)
  /// It ended before it was told to; its last words are what it wrote to standard error.
  case ended(command: String, status: String, lastWords: String, during: String)

  /// What happened, with the server's own last words.
  package var description: String {
    switch self {
    case .notStarted(let command, let reason):
      "the server could not be started (\(command)): \(reason)"
    case .notReached(let socket, let reason): "no server answers at \(socket): \(reason)"
    case .ended(let command, let status, let lastWords, let during):
      "\(during) (\(command); \(status))"
        + (lastWords.isEmpty ? "; it said nothing" : "; its last words: \(lastWords)")
    }
  }
}

/// An error that may mean that the server is gone.
protocol LostServer: Error {
  var isServerGone: Bool { get }
}

extension TransportError: LostServer {
  var isServerGone: Bool {
    if case .serverGone = self { true } else { false }
  }
}

extension ConnectionError: LostServer {
  var isServerGone: Bool {
    if case .transport(let error) = self { error.isServerGone } else { false }
  }
}

extension ServerError: UserFacingError {
  package var exitClass: ExitClass {
    switch self {
    case .notStarted: .unavailable
    case .notReached: .noInput
    case .ended: .inputOutput
    }
  }
}
