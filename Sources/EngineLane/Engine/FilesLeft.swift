internal import Documents
internal import Presentation
package import Failures
internal import FuseEngine

/// A measurement failed, and files that it had made could not be removed from the server.
package struct FilesLeft: Error, CustomStringConvertible {
  /// Why it failed.
  package let cause: any Error
  /// The files' names in the server's root directory.
  package let names: [String]

  /// What happened, and what is left for the user to remove.
  package var description: String { "\(cause); \(Warning.filesLeft(names).sentence)" }
}

extension FilesLeft: LostServer {
  var isServerGone: Bool { (cause as? any LostServer)?.isServerGone ?? false }
}

extension Error {
  /// Whether nothing more can be had from the server, or not without waiting for it again.
  var endsExchange: Bool {
    switch self {
    case let error as TransportError:
      if case .protocolBroken = error { false } else { true }
    case let error as ConnectionError:
      if case .transport(let error) = error { error.endsExchange } else { false }
    default: false
    }
  }
}

extension FilesLeft: UserFacingError {
  /// That of the cause: what is left behind makes it no other end.
  package var exitClass: ExitClass { Failure(untyped: cause).exitClass }
}
