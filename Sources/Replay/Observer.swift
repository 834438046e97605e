package import Rounds

/// Who watches a use case that measures.
package struct Observer<Progress: Sendable>: Sendable {
  /// Takes what the user should know.
  package let notices: Notices
  /// Takes how far the measurement is; called between cells only.
  package let progress: @Sendable (Progress) -> Void
  /// Ends the measurement early.
  package let stop: StopToken
  /// Called once, before the first measurement: from then on Ctrl-C is to ask ``stop``.
  package let measuringBegins: @Sendable () -> Void

  package init(
    notices: Notices, progress: @escaping @Sendable (Progress) -> Void,
    stop: StopToken = StopToken(), measuringBegins: @escaping @Sendable () -> Void
  ) {
    self.notices = notices
    self.progress = progress
    self.stop = stop
    self.measuringBegins = measuringBegins
  }
}
