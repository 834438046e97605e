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

  func wait() { while sem_wait(semaphore) != 0, errno == EINTR {} }
}
