internal import Glibc

/// The system's clocks, in nanoseconds.
package enum Clock {
  /// Time that only goes forward.
  package static var now: Int64 { read(CLOCK_MONOTONIC) }

  /// Processor time of the calling thread.
  package static var threadProcessorTime: Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

  /// Processor time of another process; 0 where it cannot be read.
  package static func processorTime(of process: Int32) -> Int64 {
    var clock = clockid_t()
    return clock_getcpuclockid(process, &clock) == 0 ? read(clock) : 0
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
