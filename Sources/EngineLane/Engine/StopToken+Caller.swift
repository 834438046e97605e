internal import FuseEngine
internal import Rounds

extension StopToken {
  /// Waits until the measurement is to end at once, and then for as long as a server has to answer
  /// the requests that are interrupted.
  ///
  /// - Throws: `CancellationError` if the task is cancelled first.
  func untilGraceIsOver() async throws {
    try await untilImmediate()
    try await Task.sleep(for: .seconds(CallerSignal.graceSeconds))
  }

  /// Does work whose requests are interrupted when the measurement is to end at once.
  ///
  /// - Parameter work: Gets the signal that interrupts them.
  /// - Returns: What the work returns.
  func interrupting<Value>(_ work: (CallerSignal) throws -> Value) rethrows -> Value {
    let signal = CallerSignal()
    let action = addAction { signal.raise() }
    defer { removeAction(action) }
    return try work(signal)
  }
}
