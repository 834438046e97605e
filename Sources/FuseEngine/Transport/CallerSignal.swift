internal import Glibc
internal import Synchronization

/// A signal for callers that wait for a server, as a signal to a thread in a system call.
///
/// While it is pending, each request that a caller waits for is interrupted (INTERRUPT), once. The
/// caller goes on waiting, since the server decides what becomes of the request.
///
/// Unlike the kernel, which sends INTERRUPT as soon as the signal comes, a wait checks for it every
/// 20 ms. It goes on for ``graceSeconds`` only; then the session is over for all callers, as after an
/// `abort` of the kernel's connection.
package final class CallerSignal: Sendable {
  /// Seconds that a server has to answer a request once the signal came.
  package static let graceSeconds = 1

  /// When it was raised, in nanoseconds; 0 where none is pending.
  private let raised = Atomic<Int64>(0)

  /// Creates a signal that is not pending.
  package init() {}

  /// Raises the signal; may be called in a signal handler.
  package func raise() {
    _ = raised.compareExchange(expected: 0, desired: RequestDeadline.now, ordering: .relaxed)
  }

  /// Clears the signal: later requests are not interrupted.
  package func note() { raised.store(0, ordering: .relaxed) }

  /// Whether it was raised and not cleared since.
  package var isPending: Bool { raisedAt != nil }

  var raisedAt: Int64? {
    let time = raised.load(ordering: .relaxed)
    return time == 0 ? nil : time
  }
}
