internal import Glibc

/// Makes a system call again as long as a signal interrupts it (EINTR).
///
/// The one place where the engine, the server and what they share ignore EINTR. A caller that a
/// signal is to wake, such as the server's wait for room, handles EINTR itself.
///
/// - Parameter call: The call, which returns a negative number and sets `errno` where it fails.
/// - Returns: The result of the last call.
@inlinable @inline(__always)
package func retryingOnInterrupt<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || !wasInterrupted() { return result }
  }
}

/// Whether the last system call failed because of a signal.
///
/// A function of its own, since code that is inlined elsewhere cannot name `errno`; only a call that
/// has failed pays for it.
@usableFromInline
func wasInterrupted() -> Bool { errno == EINTR }
