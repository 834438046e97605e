import CommandLane
import Replay
import Rounds

extension Observer {
  /// Tells on standard error, and lets Ctrl-C end what is measured.
  static func terminal(_ progress: @escaping @Sendable (Progress) -> Void) -> Observer {
    let stop = StopToken()
    return Observer(notices: .terminal, progress: progress, stop: stop) {
      InterruptSignals.listen(for: stop)
    }
  }
}

extension ProgressLine {
  /// Shows a run on standard error.
  var observer: Observer<Rounds.Progress> { .terminal(show) }
}

extension CommandProgressLine {
  /// Shows a run on standard error.
  var observer: Observer<CommandProgress> { .terminal { show($0) } }
}
