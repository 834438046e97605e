internal import CLinuxFuse
internal import Glibc

/// Wakes one thread: a counting semaphore of the C library.
final class PortSignal: @unchecked Sendable {
  // A semaphore may be posted and waited for by any thread; its memory stays in one place.
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
  func wait() {
    while sem_wait(semaphore) != 0 {}
  }

  /// Waits to be woken, for a slice of a caller's patience at most; false where nobody did.
  func waitSlice() -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    deadline.tv_nsec += Patience.sliceMicroseconds * 1000
    if deadline.tv_nsec >= 1_000_000_000 {
      deadline.tv_nsec -= 1_000_000_000
      deadline.tv_sec += 1
    }
    while sem_clockwait(semaphore, CLOCK_MONOTONIC, &deadline) != 0 {
      if errno != EINTR { return false }
    }
    return true
  }
}
