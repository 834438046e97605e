internal import PeerProtocol

/// The limit on a session's asynchronous requests, the kernel's `max_background`.
///
/// Shared by all jobs of a session. A caller that finds the queue full waits, as the kernel's callers
/// do while a connection is `blocked`. The kernel's `congestion_threshold` only advises the memory
/// manager to read less ahead, and has no counterpart here.
final class BackgroundQueue: Sendable {
  /// The depth where the reply to INIT gives none: `FUSE_DEFAULT_MAX_BACKGROUND`.
  static let defaultDepth = 12
  /// The largest depth: with more requests on a socket, both ends could wait for each other with full
  /// buffers.
  ///
  /// The bundled server, whose rings hold less, uses the default.
  private static let mostDepth = 128

  /// Requests that may be under way at once.
  let depth: Int
  private let state = ThreadMutex(State())

  private struct State: Sendable {
    var underWay = 0
    var waiting: [PortSignal] = []
  }

  /// Creates an empty queue; a depth of 0 means the default, as in the reply to INIT.
  init(depth: Int) {
    self.depth = depth == 0 ? Self.defaultDepth : min(depth, Self.mostDepth)
  }

  /// Enters the queue; returns false where it is full.
  func tryEnter() -> Bool {
    state.withLock { state in
      guard state.underWay < depth else { return false }
      state.underWay += 1
      return true
    }
  }

  /// Enters the queue, waiting while it is full.
  ///
  /// Only for a caller without requests under way: others may be waiting for those to leave.
  func enter() {
    let signal = PortSignal()
    while true {
      let isIn = state.withLock { state in
        guard state.underWay < depth else {
          state.waiting.append(signal)
          return false
        }
        state.underWay += 1
        return true
      }
      if isIn { return }
      signal.wait()
    }
  }

  /// Leaves the queue and wakes one caller that waits.
  func leave() {
    let next = state.withLock { state in
      precondition(state.underWay > 0, "only a request that has entered leaves")
      state.underWay -= 1
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
    next?.signal()
  }
}
