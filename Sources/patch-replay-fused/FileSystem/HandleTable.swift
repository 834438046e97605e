import Glibc
import Synchronization

/// The descriptors that were given to the peer as handles.
///
/// A peer that names another number would otherwise reach the server's own descriptors: its
/// standard output, its log, the socket itself.
final class HandleTable: Sendable {
  private let issued = Mutex<Set<Int32>>([])

  /// Lets the peer use a descriptor.
  func issue(_ descriptor: Int32) { issued.withLock { _ = $0.insert(descriptor) } }

  /// The descriptor of a handle.
  ///
  /// - Throws: `EBADF` for a number that is no handle.
  func descriptor(of handle: UInt64) throws(Errno) -> Int32 {
    guard let descriptor = Int32(exactly: handle),
      issued.withLock({ $0.contains(descriptor) })
    else { throw Errno(EBADF) }
    return descriptor
  }

  /// Takes a handle back; the descriptor is the caller's again.
  ///
  /// - Throws: `EBADF` for a number that is no handle.
  func retire(_ handle: UInt64) throws(Errno) -> Int32 {
    guard let descriptor = Int32(exactly: handle),
      issued.withLock({ $0.remove(descriptor) }) != nil
    else { throw Errno(EBADF) }
    return descriptor
  }
}
