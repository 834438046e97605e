internal import Glibc

/// How long a request may wait for its reply, counted from when it was sent, whatever else arrives.
struct RequestDeadline: Sendable {
  /// How often a wait checks the deadline, in microseconds.
  static let sliceMicroseconds = 20_000
  private static let nanosecondsPerSecond: Int64 = 1_000_000_000

  private let seconds: Int
  private let caller: CallerSignal?
  private var start = Self.now

  /// Starts a deadline.
  ///
  /// - Parameters:
  ///   - seconds: The timeout.
  ///   - caller: The signal that shortens a wait to ``CallerSignal/graceSeconds``; nil for none.
  init(seconds: Int, caller: CallerSignal?) {
    self.seconds = seconds
    self.caller = caller
  }

  /// Nanoseconds of the monotonic clock.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * nanosecondsPerSecond + Int64(time.tv_nsec)
  }

  /// Starts the deadline again, for a request that is about to be sent.
  mutating func restart() { start = Self.now }

  /// Whether a signal for the caller is pending.
  var isSignalled: Bool { caller?.isPending == true }

  /// Whether the request is no longer waited for.
  var hasPassed: Bool { error("") != nil }

  /// The error of a request that is no longer waited for; nil while it is.
  func error(_ request: @autoclosure () -> String) -> TransportError? {
    let now = Self.now
    if let raised = caller?.raisedAt,
      now - max(raised, start) >= Int64(CallerSignal.graceSeconds) * Self.nanosecondsPerSecond
    {
      return .interrupted(request: request())
    }
    guard now - start >= Int64(seconds) * Self.nanosecondsPerSecond else { return nil }
    return .timedOut(request: request(), seconds: seconds)
  }

  /// Makes the blocking calls on a socket return every ``sliceMicroseconds``.
  static func limitWaits(on descriptor: Int32) {
    var slice = timeval(tv_sec: 0, tv_usec: sliceMicroseconds)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(
        descriptor, SOL_SOCKET, option, &slice, socklen_t(MemoryLayout<timeval>.size))
    }
  }
}
