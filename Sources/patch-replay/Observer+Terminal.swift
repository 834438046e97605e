import CommandLane
import Replay
import Rounds

extension ProgressLine {
  /// Shows a run on standard error, and listens to Ctrl-C while it measures.
  var observer: Observer<Progress> {
    Observer(notices: .terminal, progress: show, measuringBegins: Interruption.listen)
  }
}

extension CommandProgressLine {
  /// Shows a run on standard error, and listens to Ctrl-C while it measures.
  var observer: Observer<CommandProgress> {
    Observer(
      notices: .terminal, progress: { show($0) }, measuringBegins: Interruption.listen)
  }
}
