internal import Rounds

/// Who watches a use case that measures.
package struct Observer<Progress: Sendable>: Sendable {
  /// Takes what the user should know.
  package let notices: Notices
  /// Takes how far the measurement is; called between cells only.
  package let progress: @Sendable (Progress) -> Void
  /// Called once, before the first measurement: from then on Ctrl-C ends it after the cell at hand.
  package let measuringBegins: @Sendable () -> Void

  package init(
    notices: Notices, progress: @escaping @Sendable (Progress) -> Void,
    measuringBegins: @escaping @Sendable () -> Void
  ) {
    self.notices = notices
    self.progress = progress
    self.measuringBegins = measuringBegins
  }
}
