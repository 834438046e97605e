internal import Glibc
internal import Synchronization

/// A signal for callers that wait for a server: what a signal is to a thread in a system call.
///
/// While it is pending, each request that a caller waits for is interrupted (INTERRUPT), once. The
/// caller goes on waiting, since what becomes of the request is the server's to say.
///
/// Other than the kernel, which sends INTERRUPT the moment that the signal comes, a wait looks up every
/// 20 ms; and it waits for ``graceSeconds`` more only: then the session is over for all callers, as
/// after `abort` of a kernel's connection.
package final class CallerSignal: Sendable {
  /// Seconds that a server has to answer a request once the signal came.
  package static let graceSeconds = 1

  /// When it was raised, in nanoseconds; 0 where none is pending.
  private let raised = Atomic<Int64>(0)

  /// Creates one that is not pending.
  package init() {}

  /// Lets the signal come.
  ///
  /// May be called in a signal handler.
  package func raise() {
    _ = raised.compareExchange(expected: 0, desired: Patience.now, ordering: .relaxed)
  }

  /// Takes note of it: what is asked for from now on is not interrupted.
  package func note() { raised.store(0, ordering: .relaxed) }

  /// Whether it came and nobody has taken note of it.
  package var isPending: Bool { raisedAt != nil }

  var raisedAt: Int64? {
    let time = raised.load(ordering: .relaxed)
    return time == 0 ? nil : time
  }
}
