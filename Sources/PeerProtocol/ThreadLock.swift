internal import Glibc

/// A value behind a mutex of the C library, which the thread sanitizer can follow; it cannot follow
/// the standard library's.
package final class ThreadLock<Value: Sendable>: @unchecked Sendable {
  // The value is only touched while the mutex is held; the mutex's memory stays in one place.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  /// Puts a value behind a lock that nobody holds.
  package init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Lends the value to one thread at a time.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
