internal import Documents
package import Failures
internal import Stepper

/// Asks to step through a series, or through a run that was kept.
package struct StepRequest: Sendable {
  /// The series; its one mailbox may be the file of a run instead.
  package var series: SeriesRequest
  /// What the series is applied to.
  package var target = ApplyTarget.hollow
  /// Which server measures, where that is asked for.
  package var server = ServerChoice()
  /// The folder for reports.
  package var out: String
  /// Opens a page for the user to look at; nil where there is no desktop.
  package var showPage: (@Sendable (_ path: String) throws(Failure) -> Void)?

  package init(_ series: SeriesRequest, out: String) {
    self.series = series
    self.series.mail.takesInput = false
    self.out = out
  }

  /// Reads what there is to step through.
  ///
  /// - Throws: ``Failure`` where there is nothing.
  package func open(
    _ invocation: Invocation, _ notices: Notices
  ) throws(Failure) -> StepSession {
    let input = try read(invocation, notices)
    let material = try input.material()
    guard !material.patches.isEmpty else {
      throw Failure(.badInput, "\(series.mail.name): there is no patch to step through")
    }
    return StepSession(
      material,
      actions: StepActions(input, server: server, out: out, showPage: showPage, invocation))
  }

  private func read(
    _ invocation: Invocation, _ notices: Notices
  ) throws(Failure) -> StepInput {
    let paths = series.mail.paths
    guard let kept = paths.first(where: RunFile.isOne) else {
      return try StepInput(
        try series.read(notices), onto: target, server: server, invocation)
    }
    guard target == .hollow else {
      throw Failure(.usage, "\(kept) is a run that was kept: --repo and --tree go with a mailbox")
    }
    guard paths.count == 1 else {
      throw Failure(.usage, "\(kept) is a run that was kept: it goes with no other file")
    }
    return StepInput(try RunFile.read(kept))
  }
}
