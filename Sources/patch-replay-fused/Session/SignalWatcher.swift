import CFuse3
import Glibc

/// A thread that waits for the signals that end the server, and ends the session's loop.
///
/// libfuse's own handlers only set a flag: a signal that arrives after the loop has checked the flag
/// and before it reads again is lost, and the server waits for a request that never arrives. Here the
/// signals are blocked, and a thread waits for them and interrupts the loop until it has ended.
struct SignalWatcher: ~Copyable {
  /// Interrupts the loop's read, and the watcher's wait when the loop has ended.
  private static let wakeSignal = SIGUSR1

  /// The thread's state, which lives as long as the thread.
  private final class Watch {
    let session: OpaquePointer
    let loopThread = pthread_self()

    init(session: OpaquePointer) {
      self.session = session
    }
  }

  private let thread: pthread_t

  /// Blocks the signals that end the server until a watcher waits for them; ignores SIGPIPE.
  ///
  /// To be called before anything is created that a signal must not leave behind, and before any other
  /// thread starts. A signal that the parent process ignores stays ignored.
  static func holdSignals() {
    signal(SIGPIPE, SIG_IGN)
    var action = sigaction()
    // Without SA_RESTART, so that the interrupted call returns.
    action.__sigaction_handler.sa_handler = { _ in }
    sigaction(wakeSignal, &action, nil)
    block([SIGTERM, SIGINT, SIGHUP])
  }

  /// Watches for the loop that the calling thread is about to run.
  init(session: OpaquePointer) throws(ServerError) {
    // The thread inherits the signal mask, so that it cannot miss a signal before it waits.
    Self.block([Self.wakeSignal])
    let watch = Unmanaged.passRetained(Watch(session: session))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        SignalWatcher.run(Unmanaged<Watch>.fromOpaque(argument).takeRetainedValue())
        return nil
      }, watch.toOpaque())
    guard status == 0 else {
      watch.release()
      throw .systemCall("starting a thread", Errno(status))
    }
    self.thread = thread
    Self.unblock([Self.wakeSignal])
  }

  deinit {
    pthread_kill(thread, Self.wakeSignal)
    pthread_join(thread, nil)
  }

  private static func run(_ watch: Watch) {
    var awaited = set([SIGTERM, SIGINT, SIGHUP, wakeSignal])
    var received: Int32 = 0
    while sigwait(&awaited, &received) != 0 {}
    guard received != wakeSignal else { return }
    fuse_session_exit(watch.session)
    awaited = set([wakeSignal])
    var pause = timespec(tv_sec: 0, tv_nsec: 10_000_000)
    repeat {
      pthread_kill(watch.loopThread, wakeSignal)
    } while sigtimedwait(&awaited, nil, &pause) != wakeSignal
  }

  private static func set(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    return set
  }

  private static func block(_ signals: [Int32]) {
    var signals = set(signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  private static func unblock(_ signals: [Int32]) {
    var signals = set(signals)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
