import Foundation
import Glibc
import Rounds
import Synchronization

/// What Ctrl-C means while something is measured: once, finish the cell and show what is known;
/// twice, stop now.
///
/// A signal handler can reach nothing but global state, so this is global: the handler writes one
/// byte to a pipe, and a thread that reads the pipe asks the current token.
enum InterruptSignals {
  private static let current = Mutex<StopToken?>(nil)
  private static let pipe = SignalPipe()

  /// Lets `SIGINT` and `SIGTERM` ask a token, until the next call or ``ignoreToken()``.
  static func listen(for token: StopToken) {
    current.withLock { $0 = token }
    // Made here: a signal handler must not be the first to use it.
    guard pipe.isOpen else { return }
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&numbers, number)
      signal(number) { _ in InterruptSignals.pipe.write() }
    }
    // The process that started this program may have blocked them.
    pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
  }

  /// Restores the default action of both signals, which ends the program.
  static func listenNoMore() {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    current.withLock { $0 = nil }
  }

  fileprivate static func ask() {
    guard let token = current.withLock({ $0 }) else { return }
    if !token.ask() {
      Terminal.announce("stopping after this measurement; once more stops at once")
    }
  }
}

/// A pipe from the signal handler to a thread of its own.
private final class SignalPipe: Sendable {
  private let readEnd, writeEnd: Int32

  var isOpen: Bool { readEnd >= 0 }

  init() {
    var ends: [Int32] = [-1, -1]
    // Without a pipe the signals keep their default action.
    _ = Glibc.pipe(&ends)
    for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    guard readEnd >= 0 else { return }
    Thread.detachNewThread { [readEnd] in
      var byte: UInt8 = 0
      while true {
        let count = read(readEnd, &byte, 1)
        if count == 1 { InterruptSignals.ask() } else if count == 0 || errno != EINTR { return }
      }
    }
  }

  /// Does only what a signal handler may do.
  func write() {
    let error = errno
    var byte: UInt8 = 0
    _ = Glibc.write(writeEnd, &byte, 1)
    errno = error
  }
}
