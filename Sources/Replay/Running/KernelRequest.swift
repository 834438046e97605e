package import Documents
package import Failures
package import Rounds

/// Asks to measure the running kernel: one call for each segment beside one vectored call.
package struct KernelRequest: Sendable {
  /// A file on a FUSE mount that is there; on a mount of our own where nil.
  package var file: String?
  /// Whether that file may be written, with the bytes that it holds.
  package var isWritable = false
  /// What is measured.
  package var experiment: ExperimentRequest

  package init(_ experiment: ExperimentRequest) { self.experiment = experiment }

  /// Measures.
  ///
  /// - Returns: The run; it ends badly where it ended early.
  /// - Throws: ``Failure`` where nothing can be measured.
  package func perform(
    _ invocation: Invocation, _ observer: Observer<Progress>
  ) async throws(Failure) -> Outcome<Run> {
    observer.measuringBegins()
    let measured =
      if let file {
        try await experiment.measure(
          onFile: file, isWritable: isWritable, invocation, observer)
      } else {
        try await experiment.measure(
          [], lanes: [.kernel], of: ExperimentRequest.Subject(), invocation, observer)
      }
    return Outcome(measured.run, ending: measured.ending(nil))
  }
}
