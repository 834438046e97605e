import Glibc
import PeerProtocol
import Synchronization

/// The READs and WRITEs that the server was sent, for clients that compare requests.
final class RequestLog: Sendable {
  /// The most requests that are kept, so that memory does not fill up.
  private static let capacity = 1 << 20

  private struct State {
    var counts = ServerIoctl.RequestCounts()
    /// Nil until a log is started.
    var entries: [ServerIoctl.LoggedRequest]?
  }

  private let state = Mutex(State())

  /// Counts a request, and keeps it where a log was started.
  func note(isWrite: Bool, size: Int, offset: off_t) {
    state.withLock { state in
      if isWrite { state.counts.writes += 1 } else { state.counts.reads += 1 }
      guard let count = state.entries?.count, count < Self.capacity else { return }
      state.entries?.append(
        ServerIoctl.LoggedRequest(
          offset: UInt64(clamping: offset), size: UInt32(clamping: size), isWrite: isWrite))
    }
  }

  /// Starts an empty log.
  func start() { state.withLock { $0.entries = [] } }

  var counts: ServerIoctl.RequestCounts { state.withLock { $0.counts } }

  /// The kept requests from an index on.
  func entries(from start: Int, atMost count: Int) -> [ServerIoctl.LoggedRequest] {
    state.withLock { Array(($0.entries ?? []).dropFirst(start).prefix(count)) }
  }
}
