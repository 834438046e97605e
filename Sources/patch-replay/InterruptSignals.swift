import Glibc
import Rounds
import Synchronization

/// What Ctrl-C means while something is measured: once, finish the cell and show what is known;
/// twice, stop now.
///
/// A signal handler can reach nothing but global state, so this is global: the handler writes to a
/// pipe in which generation a signal came, and a thread that reads the pipe asks that token.
enum InterruptSignals {
  private static let target = InterruptTarget()
  private static let pipe = SignalPipe()
  /// The thread that reads the pipe; without it nobody would hear of a signal.
  private static let isRead = pipe.isOpen && pipe.startReading()

  /// Lets `SIGINT` and `SIGTERM` ask a token, until the next call or ``listenNoMore()``.
  ///
  /// Where there is no pipe or no thread to read it, the signals keep their default action, which
  /// ends the program.
  static func listen(for token: StopToken) {
    target.change(to: token)
    // Made here: a signal handler must not be the first to use it.
    guard isRead else { return }
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&numbers, number)
      signal(number) { _ in InterruptSignals.pipe.write(InterruptSignals.target.generation) }
    }
    // The process that started this program may have blocked them.
    pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
  }

  /// Restores the default action of both signals, which ends the program.
  static func listenNoMore() {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    target.change(to: nil)
  }

  fileprivate static func read() { pipe.readAll { ask(target.token(of: $0)) } }

  private static func ask(_ token: StopToken?) {
    guard let token else { return }
    if !token.ask() {
      Terminal.announce("stopping after this measurement; once more stops at once")
    }
  }
}

/// The token that a signal asks: the one that is listened for when the signal comes.
///
/// A signal is heard of a little later, when another measurement may have begun. So it says in which
/// generation it came, which each change of token ends.
final class InterruptTarget: Sendable {
  private let current = Mutex<StopToken?>(nil)
  private let changes = Atomic<UInt32>(0)

  /// Counts the changes of token; a signal handler may read it.
  var generation: UInt32 { changes.load(ordering: .sequentiallyConsistent) }

  /// Ends a generation; signals that come from now on ask this token, or nobody.
  func change(to token: StopToken?) {
    current.withLock {
      $0 = token
      changes.add(1, ordering: .sequentiallyConsistent)
    }
  }

  /// The token of a generation; nil where it is over, or nobody listened in it.
  func token(of generation: UInt32) -> StopToken? {
    current.withLock { $0.flatMap { generation == self.generation ? $0 : nil } }
  }
}

/// A pipe from the signal handler to a thread of its own.
private struct SignalPipe: Sendable {
  private let readEnd, writeEnd: Int32

  var isOpen: Bool { readEnd >= 0 }

  init() {
    var ends: [Int32] = [-1, -1]
    _ = Glibc.pipe(&ends)
    for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    // A handler must not wait; of signals that find the pipe full, enough came before.
    if writeEnd >= 0 { _ = fcntl(writeEnd, F_SETFL, O_NONBLOCK) }
  }

  /// Starts the thread that reads; false where the system has none.
  func startReading() -> Bool {
    var thread = pthread_t()
    let error = pthread_create(
      &thread, nil,
      { _ in
        InterruptSignals.read()
        return nil
      }, nil)
    guard error == 0 else { return false }
    pthread_detach(thread)
    return true
  }

  /// Takes the generation of each signal, until the pipe fails.
  func readAll(_ take: (UInt32) -> Void) {
    var generation: UInt32 = 0
    let size = MemoryLayout<UInt32>.size
    while true {
      // So few bytes are written at once, and so are read at once.
      let count = Glibc.read(readEnd, &generation, size)
      if count == size { take(generation) } else if count >= 0 || errno != EINTR { return }
    }
  }

  /// Does only what a signal handler may do.
  func write(_ generation: UInt32) {
    let error = errno
    var generation = generation
    _ = Glibc.write(writeEnd, &generation, MemoryLayout<UInt32>.size)
    errno = error
  }
}
