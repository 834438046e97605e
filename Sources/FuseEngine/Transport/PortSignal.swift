internal import CLinuxFuse
internal import Glibc
internal import PeerProtocol

/// Wakes one thread: a counting semaphore of the C library.
final class PortSignal: @unchecked Sendable {
  // Any thread may post to the semaphore and wait for it; its memory stays in one place.
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    semaphore = .allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() { sem_post(semaphore) }

  /// Waits to be woken.
  func wait() { _ = retryingOnInterrupt { sem_wait(semaphore) } }

  /// Waits to be woken, for ``RequestDeadline/sliceMicroseconds`` at most; false where nobody did.
  func waitSlice() -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    deadline.tv_nsec += RequestDeadline.sliceMicroseconds * 1000
    if deadline.tv_nsec >= 1_000_000_000 {
      deadline.tv_nsec -= 1_000_000_000
      deadline.tv_sec += 1
    }
    return retryingOnInterrupt { sem_clockwait(semaphore, CLOCK_MONOTONIC, &deadline) } == 0
  }
}
