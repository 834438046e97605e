internal import Synchronization

/// A request to end one measurement early: asked once, it ends after the current cell; asked again,
/// at once.
///
/// Whoever starts a measurement makes a token, passes it down and keeps it in order to ask. A token
/// cannot be reset: each measurement has its own, so a request can never reach the next one.
package final class StopToken: Sendable {
  private let requests = Atomic(0)
  private let actions = Mutex(Actions())

  private struct Actions {
    var byID: [Int: @Sendable () -> Void] = [:]
    var nextID = 0
  }

  /// Identifies an action to ``removeAction(_:)``.
  package struct ActionID: Hashable, Sendable {
    fileprivate let number: Int
  }

  package init() {}

  /// Whether the measurement is to end after the current cell, or sooner.
  package var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Whether the measurement is to end at once.
  package var isImmediate: Bool { requests.load(ordering: .relaxed) > 1 }

  /// Asks the measurement to end.
  ///
  /// From the second time on, this runs the actions that end what the measurement is waiting for. It
  /// takes a mutex, so a signal handler must not call it.
  ///
  /// - Returns: Whether the measurement is to end at once.
  @discardableResult
  package func ask() -> Bool {
    guard requests.add(1, ordering: .relaxed).newValue > 1 else { return false }
    actions.withLock { actions in
      for action in actions.byID.values { action() }
    }
    return true
  }

  /// Adds an action that is run at each request to end at once, and right away if there was one.
  ///
  /// The action runs on the thread that asks, while the token is locked: it must be short and must
  /// not use the token.
  ///
  /// - Parameter action: Ends what the caller is about to wait for.
  /// - Returns: Identifies the action, which is to be removed when the wait is over.
  package func addAction(_ action: @escaping @Sendable () -> Void) -> ActionID {
    actions.withLock { actions in
      let id = ActionID(number: actions.nextID)
      actions.nextID += 1
      actions.byID[id.number] = action
      if isImmediate { action() }
      return id
    }
  }

  /// Removes an action; when this returns, the action is not running and will not run again.
  package func removeAction(_ id: ActionID) {
    actions.withLock { $0.byID[id.number] = nil }
  }

  /// Waits until the measurement is to end at once.
  ///
  /// - Throws: `CancellationError` if the task is cancelled first.
  package func untilImmediate() async throws {
    while !isImmediate { try await Task.sleep(for: .milliseconds(100)) }
  }
}
