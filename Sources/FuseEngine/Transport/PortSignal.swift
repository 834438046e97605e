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

  /// A moment so many seconds from now.
  static func deadline(seconds: Int) -> timespec {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    time.tv_sec += seconds
    return time
  }

  /// Waits to be woken; false where the moment came first.
  func wait(until deadline: timespec) -> Bool {
    var deadline = deadline
    while sem_timedwait(semaphore, &deadline) != 0 {
      if errno != EINTR { return false }
    }
    return true
  }
}
