package import Failures
internal import Foundation
internal import Rounds
internal import Synchronization

/// A file whose server keeps a call of ours waiting, which nothing in this process can end.
///
/// A direct transfer that was sent waits in the kernel until its server answers or its connection is
/// aborted (Documentation/filesystems/fuse.rst, "Aborting a filesystem connection").
package struct StuckFile: Error, Hashable, CustomStringConvertible {
  /// The file.
  package let path: String
  /// The number of its connection under `/sys/fs/fuse/connections`, where it is known.
  let connection: UInt64?

  init(path: String) {
    self.path = path
    connection = MountTable.connection(of: path)
  }

  /// What is stuck, and what ends it.
  package var description: String {
    let number = connection.map(String.init) ?? "N"
    return "the server of \(path) does not answer; this process ends when it does, or when root "
      + "says: echo 1 > /sys/fs/fuse/connections/\(number)/abort"
  }
}

/// Does work on a thread of its own, and abandons the thread if the work does not end after a request
/// to stop at once.
///
/// - Parameters:
///   - place: What the work may hang in; the error if it does.
///   - stop: Whether the work is to end at once.
///   - work: The work.
/// - Returns: What the work returns or throws, or `place`.
func onThread<Value: Sendable>(
  unlessStuckIn place: StuckFile, stop: StopToken,
  _ work: @escaping @Sendable () throws -> Value
) async -> Result<Value, any Error> {
  await withCheckedContinuation { continuation in
    let first = First(continuation)
    let abandoning = Task {
      try await stop.untilGraceIsOver()
      first.resume(.failure(place))
    }
    Thread.detachNewThread {
      first.resume(Result { try work() })
      abandoning.cancel()
    }
  }
}

/// A continuation that takes the first of several results.
private final class First<Value: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<Result<Value, any Error>, Never>?>

  init(_ continuation: CheckedContinuation<Result<Value, any Error>, Never>) {
    self.continuation = Mutex(continuation)
  }

  func resume(_ result: Result<Value, any Error>) {
    continuation.withLock { $0.take() }?.resume(returning: result)
  }
}

extension StuckFile: UserFacingError {
  package var exitClass: ExitClass { .interrupted }
}
