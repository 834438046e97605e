import Glibc
import Synchronization

/// What the server was asked to read and write, for whoever wants to compare clients.
final class RequestLog: Sendable {
  /// READs and WRITEs so far; the layout is part of the ioctl.
  struct Counts {
    var reads: UInt64 = 0
    var writes: UInt64 = 0
  }

  /// One request; the layout is part of the ioctl.
  struct Entry {
    var offset: UInt64
    var size: UInt32
    /// 1 for a WRITE.
    var isWrite: UInt32
  }

  /// Requests kept at most, so that nobody's memory fills up.
  private static let capacity = 1 << 20

  private struct State {
    var counts = Counts()
    /// Nil while nobody keeps a log.
    var entries: [Entry]?
  }

  private let state = Mutex(State())

  /// Counts a request, and keeps it while a log is kept.
  func note(isWrite: Bool, size: Int, offset: off_t) {
    state.withLock { state in
      if isWrite { state.counts.writes += 1 } else { state.counts.reads += 1 }
      guard let count = state.entries?.count, count < Self.capacity else { return }
      state.entries?.append(
        Entry(
          offset: UInt64(clamping: offset), size: UInt32(clamping: size),
          isWrite: isWrite ? 1 : 0))
    }
  }

  /// Starts a log anew.
  func start() { state.withLock { $0.entries = [] } }

  var counts: Counts { state.withLock { $0.counts } }

  /// The requests kept, from a place on.
  func entries(from start: Int, atMost count: Int) -> [Entry] {
    state.withLock { Array(($0.entries ?? []).dropFirst(start).prefix(count)) }
  }
}
