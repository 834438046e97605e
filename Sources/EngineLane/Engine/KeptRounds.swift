internal import Documents
internal import FuseEngine
internal import Glibc
internal import Rounds
internal import Statistics
internal import Synchronization

/// The rounds of a measurement that are complete, with what belongs to them.
///
/// Kept apart from the thread that measures, since that may hang in a system call, and what is known
/// must be shown all the same.
final class KeptRounds: Sendable {
  private let state: Mutex<State>

  private struct State {
    var throughput: Cube<Double>
    var totals: [[VariantTotals]]
    var fileBytes = 0
    var warnings: [Warning] = []
  }

  init(_ experiment: EngineExperiment) {
    state = Mutex(
      State(throughput: experiment.emptyCube(), totals: experiment.emptyTotals))
  }

  /// What a measurement is of, known before its first round.
  func begin(fileBytes: Int, warnings: [Warning]) {
    state.withLock { state in
      state.fileBytes = fileBytes
      state.warnings = warnings
    }
  }

  /// Adds to what a reader of the results should know.
  func warn(_ warning: Warning) { state.withLock { $0.warnings.append(warning) } }

  /// Keeps a complete round, by workload and variant.
  func append(_ round: [[EngineCell]]) {
    state.withLock { state in
      state.throughput.append(round: round.map { $0.map(\.throughput) })
      for (workload, cells) in round.enumerated() {
        for (variant, cell) in cells.enumerated() { state.totals[workload][variant].add(cell) }
      }
    }
  }

  /// The complete rounds as a measurement that stopped for a reason.
  func measurement(
    of experiment: EngineExperiment, reason: StopReason, failure: (any Error)? = nil
  ) -> EngineMeasurement {
    state.withLock { state in
      EngineMeasurement(
        experiment: experiment, throughput: state.throughput, totals: state.totals,
        fileBytes: state.fileBytes, reason: reason, failure: failure, warnings: state.warnings)
    }
  }

  /// The complete rounds of a measurement that did not come to its end.
  ///
  /// - Parameters:
  ///   - experiment: What was measured.
  ///   - error: What ended it.
  ///   - isStoppedAtOnce: Whether the user asked for the end at once, which may be the error's cause.
  /// - Returns: The measurement, and whether it failed or was interrupted.
  /// - Throws: Why it did not, where no round is complete.
  func measurement(
    of experiment: EngineExperiment, endedBy error: any Error, isStoppedAtOnce: Bool
  ) throws -> EngineMeasurement {
    let cause = (error as? FilesLeft)?.cause ?? error
    let isInterrupted =
      cause as? MeasurementError == .interrupted || isStoppedAtOnce && cause.isOfAnEnd
    let failure = isInterrupted && !(cause is StuckFile) ? nil : error
    if isInterrupted, let left = error as? FilesLeft { warn(.filesLeft(left.names)) }
    guard state.withLock({ $0.throughput.rounds > 0 }) else {
      if let failure { throw failure }
      let interruption = MeasurementError.interrupted
      guard let left = error as? FilesLeft else { throw interruption }
      throw FilesLeft(cause: interruption, names: left.names)
    }
    return measurement(
      of: experiment,
      reason: isInterrupted ? .interrupted : .failure,
      failure: failure)
  }
}

extension Error {
  /// Whether a request to stop at once may be its cause, directly or by ending the server.
  fileprivate var isOfAnEnd: Bool {
    switch self {
    case is StuckFile, is ServerError: true
    case let error as TransportError: error.isInterruption
    case let error as ConnectionError: error.isInterruption
    case let error as MeasurementError:
      switch error {
      case .shortTransfer, .serverEnded: true
      default: false
      }
    default: false
    }
  }
}

extension ConnectionError {
  fileprivate var isInterruption: Bool {
    switch self {
    case .transport(let error): error.isInterruption
    case .refused(_, let error): error.rawValue == EINTR
    default: false
    }
  }
}

extension TransportError {
  fileprivate var isInterruption: Bool {
    switch self {
    case .interrupted, .serverGone: true
    case .timedOut, .system, .protocolBroken: false
    }
  }
}
