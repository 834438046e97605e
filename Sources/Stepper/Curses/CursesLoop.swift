internal import Dispatch
internal import Glibc

/// The full-screen stepper: keys and events in, frames out, until the user quits.
package enum CursesLoop {
  /// Whether the terminal shows only characters below 128.
  package static var isASCII: Bool { !CursesScreen.isUTF8 }

  /// Steps through a series.
  ///
  /// - Parameters:
  ///   - state: Where to start.
  ///   - mailbox: What comes from other threads.
  ///   - perform: Does what a key asks for; must return at once and answer through the mailbox.
  /// - Returns: Whether the user quit; false where a signal ended it, or the terminal is gone.
  /// - Throws: ``ScreenError`` where the terminal cannot be taken over.
  package static func run(
    _ state: StepState, mailbox: StepMailbox, perform: (StepEffect) -> Void
  ) throws(ScreenError) -> Bool {
    let signals = SignalBox()
    var screen = try CursesScreen()
    var state = state
    let size = screen.size
    _ = state.update(.resized(width: size.width, height: size.height))
    screen.paint(state.render())
    while true {
      guard wait(for: [STDIN_FILENO, mailbox.box.descriptor, signals.descriptor]) else {
        return false
      }
      var events = mailbox.box.take()
      for signal in signals.take() {
        switch signal {
        case SIGTSTP: suspend(&screen, signals)
        case SIGWINCH: screen.resize()
        case SIGINT:
          for effect in state.update(.interrupted) {
            if effect == .quit { return false }
            perform(effect)
          }
        default: return false
        }
        let size = screen.size
        events.append(.resized(width: size.width, height: size.height))
      }
      while let key = screen.nextKey() { events.append(.key(key)) }
      for event in events {
        for effect in state.update(event) {
          if effect == .quit { return true }
          perform(effect)
        }
      }
      screen.paint(state.render())
    }
  }

  /// Waits until something can be read; false where the terminal is gone.
  private static func wait(for descriptors: [Int32]) -> Bool {
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while poll(&polled, nfds_t(polled.count), -1) < 0 {
      guard errno == EINTR else { return false }
    }
    return polled[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) == 0
  }

  /// Stops as a shell's job does, and goes on when the shell says so.
  private static func suspend(_ screen: inout CursesScreen, _ signals: borrowing SignalBox) {
    screen.suspend()
    signals.stopProcess()
    screen.resume()
  }
}

/// Signals as something that can be waited for together with keys.
private struct SignalBox: ~Copyable {
  private let mailbox = WakingBox<Int32>()
  private let sources: [any DispatchSourceSignal]

  /// What ends the stepper, stops it, or tells it that the terminal has another size.
  private static var numbers: [Int32] { [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH] }

  init() {
    sources = Self.numbers.map { [mailbox] number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { mailbox.post(number) }
      source.activate()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.numbers { signal(number, SIG_DFL) }
  }

  var descriptor: Int32 { mailbox.descriptor }

  func take() -> [Int32] { mailbox.take() }

  /// Does what the signal would have done, and returns when the process goes on.
  ///
  /// Dispatch hears of signals by handlers of its own, which block them in the thread that they come
  /// to. Ignoring the signal afterwards would leave it unheard the next time.
  func stopProcess() {
    var before = sigaction()
    var standard = sigaction()
    standard.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(SIGTSTP, &standard, &before)
    var stop = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, nil)
    raise(SIGTSTP)
    sigaction(SIGTSTP, &before, nil)
  }
}
