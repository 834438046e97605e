internal import PeerProtocol

/// How many requests of a session may be under way that no caller waits for one by one: the kernel's
/// `max_background`.
///
/// Shared by all jobs of a session. Who finds the queue full waits, as the kernel's callers do while
/// a connection is `blocked`. The kernel's `congestion_threshold` only advises the memory manager to
/// read less ahead, and has no part here.
final class BackgroundQueue: Sendable {
  /// What a connection may have where the server's INIT says nothing: `FUSE_DEFAULT_MAX_BACKGROUND`.
  static let defaultDepth = 12
  /// More are not put on a socket, whose both ends would then wait with full buffers for each other.
  ///
  /// The bundled server, whose rings hold less, is content with the default.
  private static let mostDepth = 128

  /// Requests that may be under way at once.
  let depth: Int
  private let state = ThreadLock(State())

  private struct State: Sendable {
    var underWay = 0
    var mostUnderWay = 0
    var waiting: [PortSignal] = []
  }

  /// Makes an empty queue; a depth of 0 is the default, as in INIT's reply.
  init(depth: Int) {
    self.depth = depth == 0 ? Self.defaultDepth : min(depth, Self.mostDepth)
  }

  /// The most requests that were under way at once.
  var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

  /// Takes a place; false where none is free.
  func tryEnter() -> Bool {
    state.withLock { state in
      guard state.underWay < depth else { return false }
      state.underWay += 1
      state.mostUnderWay = max(state.mostUnderWay, state.underWay)
      return true
    }
  }

  /// Waits for a place and takes it.
  ///
  /// Only for a caller that has no request under way, since others may be waiting for its places.
  func enter() {
    let signal = PortSignal()
    while true {
      let isIn = state.withLock { state in
        guard state.underWay < depth else {
          state.waiting.append(signal)
          return false
        }
        state.underWay += 1
        state.mostUnderWay = max(state.mostUnderWay, state.underWay)
        return true
      }
      if isIn { return }
      signal.wait()
    }
  }

  /// Gives a place back.
  func leave() {
    let next = state.withLock { state in
      state.underWay -= 1
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
    next?.signal()
  }
}
