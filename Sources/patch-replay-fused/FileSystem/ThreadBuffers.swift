import Glibc

/// One page-aligned buffer for each thread, allocated at its first use and kept until the thread ends.
///
/// Every request of a thread uses the same memory, so a READ neither allocates nor waits for a mutex:
/// the buffer is in thread-specific storage (`pthread_getspecific`).
final class ThreadBuffers: Sendable {
  /// The size of each buffer in bytes.
  let capacity: Int
  private let key: pthread_key_t

  /// - Throws: `EAGAIN` or `ENOMEM` where the process has no room for another key.
  init(capacity: Int) throws(Errno) {
    var key = pthread_key_t()
    let status = pthread_key_create(&key) { $0?.deallocate() }
    guard status == 0 else { throw Errno(status) }
    self.key = key
    self.capacity = capacity
  }

  deinit {
    // Deleting a key runs no destructor; the other threads have ended and freed their buffers.
    pthread_getspecific(key)?.deallocate()
    pthread_key_delete(key)
  }

  /// The calling thread's buffer, whose previous contents are lost.
  ///
  /// - Throws: `ENOMEM` where the thread's storage cannot hold it.
  func current() throws(Errno) -> UnsafeMutableRawBufferPointer {
    if let memory = pthread_getspecific(key) {
      return UnsafeMutableRawBufferPointer(start: memory, count: capacity)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 4096)
    let status = pthread_setspecific(key, memory)
    guard status == 0 else {
      memory.deallocate()
      throw Errno(status)
    }
    return UnsafeMutableRawBufferPointer(start: memory, count: capacity)
  }
}
