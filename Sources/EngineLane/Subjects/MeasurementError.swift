package import Failures
package import FuseEngine

/// Why a measurement has no result.
package enum MeasurementError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The data that arrived is not the data that was sent.
  case wrongData(file: String, offset: UInt64)
  /// A call moved fewer bytes than asked, or failed.
  case shortTransfer(
    file: String, Direction, offset: UInt64, result: Int, expected: Int)
  /// The server behind a mounted file has ended.
  case serverEnded(file: String, ErrorNumber)
  /// A file cannot be opened with `O_DIRECT`.
  case noDirectIO(file: String)
  /// A file is smaller than one call.
  case tooSmall(file: String, byteCount: UInt64, needed: Int)
  /// A workload needs a file of its own, but an existing file was named.
  case needsOwnFile(workload: String)
  /// The user stopped it before a round was complete.
  case interrupted
  /// A thread has no subject for a workload.
  case noSubject(Int)
  /// The server does not do what a workload needs.
  case unsupported(workload: String, ErrorNumber)

  /// One sentence for the user.
  package var description: String {
    switch self {
    case .wrongData(let file, let offset):
      "\(file): the data at offset \(offset) is not what was transferred"
    case .shortTransfer(let file, let direction, let offset, let result, let expected):
      "\(file): the \(direction.rawValue) of \(expected) bytes at offset \(offset) "
        + (result < 0
          ? Self.failure(ErrorNumber(rawValue: Int32(clamping: -result)), direction)
          : "moved \(result)")
    case .serverEnded(let file, let error): "\(file): its file system's server ended: \(error)"
    case .noDirectIO(let file):
      "\(file) cannot be opened: \(ErrorNumber.invalidArgument); \(DirectIOAdvice.opening)"
    case .tooSmall(let file, let byteCount, let needed):
      "\(file) has \(byteCount) bytes; one call reads \(needed)"
    case .needsOwnFile(let workload):
      "\(workload) makes a file of its own; a file that is there already is only read (readv, read)"
    case .interrupted: "interrupted before a round was over"
    case .noSubject(let index): "workload \(index) was not begun on every thread"
    case .unsupported(let workload, let error):
      "\(workload) needs ioctls that this server does not know (\(error)); the bundled server does"
    }
  }

  private static func failure(_ error: ErrorNumber, _ direction: Direction) -> String {
    "failed: \(error)"
      + (error == .invalidArgument ? "; " + DirectIOAdvice.text(direction) : "")
  }
}

extension MeasurementError: LostServer {
  var isServerGone: Bool { if case .serverEnded = self { true } else { false } }
}

extension MeasurementError: UserFacingError {
  package var exitClass: ExitClass {
    switch self {
    case .needsOwnFile: .usage
    case .interrupted: .interrupted
    case .wrongData, .shortTransfer, .serverEnded, .noDirectIO, .tooSmall, .noSubject, .unsupported:
      .inputOutput
    }
  }
}
