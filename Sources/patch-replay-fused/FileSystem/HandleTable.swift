import Glibc
import Synchronization

/// The descriptors that the peer may use as handles.
///
/// Without this check, a peer could use the server's own descriptors: its standard output, its log,
/// the socket itself.
final class HandleTable: Sendable {
  private let issued = Mutex<Set<Int32>>([])

  /// Permits the peer to use a descriptor.
  func issue(_ descriptor: Int32) { issued.withLock { _ = $0.insert(descriptor) } }

  /// The descriptor of a handle.
  ///
  /// - Throws: `EBADF` for a number that is not a handle.
  func descriptor(of handle: UInt64) throws(Errno) -> Int32 {
    guard let descriptor = Int32(exactly: handle),
      issued.withLock({ $0.contains(descriptor) })
    else { throw Errno(EBADF) }
    return descriptor
  }

  /// Removes a handle; the caller owns the descriptor again.
  ///
  /// - Throws: `EBADF` for a number that is not a handle.
  func retire(_ handle: UInt64) throws(Errno) -> Int32 {
    guard let descriptor = Int32(exactly: handle),
      issued.withLock({ $0.remove(descriptor) }) != nil
    else { throw Errno(EBADF) }
    return descriptor
  }
}
