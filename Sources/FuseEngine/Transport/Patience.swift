internal import Glibc

/// How long a request may wait for its reply, counted from when it was sent, whatever else arrives.
struct Patience: Sendable {
  /// How often a wait looks up, in microseconds.
  static let sliceMicroseconds = 20_000

  private let seconds: Int
  private let caller: CallerSignal?
  private var start = Self.now

  init(seconds: Int, caller: CallerSignal?) {
    self.seconds = seconds
    self.caller = caller
  }

  /// Nanoseconds of a clock that only goes on.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Begins anew, with a request that was just sent.
  mutating func restart() { start = Self.now }

  /// Whether a signal waits for the caller.
  var isSignalled: Bool { caller?.isPending == true }

  /// Why a request is not waited for any longer; nil where it is.
  func error(_ request: @autoclosure () -> String) -> TransportError? {
    let now = Self.now
    if let raised = caller?.raisedAt,
      now - max(raised, start) >= Int64(CallerSignal.graceSeconds) * 1_000_000_000
    {
      return .interrupted(request: request())
    }
    guard now - start >= Int64(seconds) * 1_000_000_000 else { return nil }
    return .timedOut(request: request(), seconds: seconds)
  }

  /// Lets a socket's calls return every ``sliceMicroseconds``.
  static func slice(_ descriptor: Int32) {
    var slice = timeval(tv_sec: 0, tv_usec: sliceMicroseconds)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(
        descriptor, SOL_SOCKET, option, &slice, socklen_t(MemoryLayout<timeval>.size))
    }
  }
}
