import Synchronization

/// Says when a line that is drawn anew may be drawn: once a second at most.
final class Pace: Sendable {
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// Whether a second is over since this was true last.
  func isDue() -> Bool {
    last.withLock { last in
      let now = ContinuousClock.now
      if let last, now - last < .seconds(1) { return false }
      last = now
      return true
    }
  }
}
