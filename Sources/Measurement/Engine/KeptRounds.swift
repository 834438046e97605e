internal import Synchronization

/// The rounds of a measurement that are complete, with what belongs to them.
///
/// Kept apart from the thread that measures, since that may hang in a system call, and what is known
/// must be shown all the same.
final class KeptRounds: Sendable {
  private let state = Mutex(State())

  private struct State {
    /// By round, workload and contender.
    var cells: [[[EngineCell]]] = []
    var fileBytes = 0
    var warnings: [String] = []
  }

  /// What a measurement is of, known before its first round.
  func begin(fileBytes: Int, warnings: [String]) {
    state.withLock { state in
      state.fileBytes = fileBytes
      state.warnings = warnings
    }
  }

  /// Adds to what a reader of the results should know.
  func warn(_ warning: String) { state.withLock { $0.warnings.append(warning) } }

  /// Keeps a complete round.
  func append(_ round: [[EngineCell]]) { state.withLock { $0.cells.append(round) } }

  /// The complete rounds as a measurement that stopped for a reason.
  func measurement(
    of experiment: EngineExperiment, reason: String, failure: (any Error)? = nil
  ) -> EngineMeasurement {
    state.withLock { state in
      EngineMeasurement(
        experiment: experiment, cells: state.cells, fileBytes: state.fileBytes, reason: reason,
        failure: failure, warnings: state.warnings)
    }
  }

  /// The complete rounds of a measurement that did not come to its end.
  ///
  /// - Throws: Why it did not, where no round is complete.
  func measurement(
    of experiment: EngineExperiment, endedBy error: any Error
  ) throws -> EngineMeasurement {
    // Whatever fails once the person wants the end is the end's doing.
    let isInterrupted = Interruption.isImmediate || error as? MeasurementError == .interrupted
    let failure = isInterrupted && !(error is StuckFile) ? nil : error
    guard state.withLock({ !$0.cells.isEmpty }) else {
      throw failure ?? MeasurementError.interrupted
    }
    return measurement(
      of: experiment,
      reason: isInterrupted ? EngineMeasurement.interrupted : EngineMeasurement.failed,
      failure: failure)
  }
}
