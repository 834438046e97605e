package import FuseEngine
internal import Glibc
internal import Synchronization

/// What Ctrl-C means: once, finish the cell and show what is known; twice, stop now.
package enum Interruption {
  private static let count = Atomic<Int>(0)
  private static let process = Atomic<Int32>(0)

  /// What interrupts the requests that callers wait for, once the person asked to stop at once.
  package static let caller = CallerSignal()

  /// Starts to listen for `SIGINT` and `SIGTERM`; only the program's main function decides that.
  package static func listen() {
    // Made here, since a signal handler must not be the first to ask for it.
    caller.note()
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&numbers, number)
      signal(number) { _ in
        // What the handler interrupts may be about to look at it.
        let error = errno
        defer { errno = error }
        if !Interruption.ask() { Interruption.tell() }
      }
    }
    // Whoever started this program may have blocked them.
    pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
  }

  /// Asks to stop as a person does who presses Ctrl-C; a signal handler may do it.
  ///
  /// - Returns: Whether it is to stop at once, since it was asked before.
  @discardableResult
  package static func ask() -> Bool {
    let (_, asked) = count.add(1, ordering: .relaxed)
    guard asked > 1 else { return false }
    caller.raise()
    let process = process.load(ordering: .relaxed)
    if process > 0 { kill(process, SIGTERM) }
    return true
  }

  /// Forgets what was asked, before something else is measured that nobody has asked to stop.
  package static func forget() {
    count.store(0, ordering: .relaxed)
    caller.note()
  }

  /// Leaves both signals to the system again.
  package static func listenNoMore() {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }

  /// Says what was understood, with nothing but a system call, since a signal handler does it.
  private static func tell() {
    let text: StaticString = "\nstopping after this measurement; once more stops at once\n"
    write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Whether the person asked to stop after this cell.
  package static var isAsked: Bool { count.load(ordering: .relaxed) > 0 }

  /// Whether the person asked to stop at once.
  package static var isImmediate: Bool { count.load(ordering: .relaxed) > 1 }

  /// Waits until the person asked to stop at once, and for as long as a caller then waits for its
  /// server; throws where the task is cancelled before.
  package static func untilPatienceIsOver() async throws {
    while !isImmediate { try await Task.sleep(for: .milliseconds(100)) }
    try await Task.sleep(for: .seconds(CallerSignal.graceSeconds))
  }

  /// Names the process that a stop at once ends; 0 for none.
  package static func running(_ process: Int32) {
    self.process.store(process, ordering: .relaxed)
    if process > 0, isImmediate { kill(process, SIGTERM) }
  }
}
