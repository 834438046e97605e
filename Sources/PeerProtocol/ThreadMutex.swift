internal import Glibc

/// A value behind a mutex.
///
/// The mutex is the C library's (pthread), since the thread sanitizer follows its functions; it does
/// not see the standard library's `Mutex`, and would report every value behind one as a race.
package final class ThreadMutex<Value: Sendable>: @unchecked Sendable {
  // The value is only touched while the mutex is held; the mutex's memory stays in one place.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  /// Puts a value behind a new mutex.
  package init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Gives one thread at a time access to the value.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
