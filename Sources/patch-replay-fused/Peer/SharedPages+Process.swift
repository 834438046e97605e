import CFuse3
import Glibc
import PeerProtocol

extension SharedPages {
  /// `F_GET_SEALS` and `F_SEAL_SHRINK`, which the C library declares under _GNU_SOURCE only.
  private static let seals: (command: Int32, shrink: Int32) = (1034, 2)

  /// Maps the memory that another process offers to share.
  ///
  /// - Parameters:
  ///   - process: The process that has the file open.
  ///   - descriptor: The process's descriptor of the file.
  /// - Returns: The memory, with rings where the file is long enough.
  /// - Throws: The system's error; `EINVAL` for a file that is too short, or that could be truncated
  ///   while it is mapped.
  static func map(of process: pid_t, descriptor: UInt64) throws(Errno) -> SharedPages {
    let file = try OwnedDescriptor(
      adopting: open("/proc/\(process)/fd/\(descriptor)", O_RDWR | O_CLOEXEC | O_NONBLOCK))
    let seals = fcntl(file.number, Self.seals.command)
    let size = try Int(file.attributes().st_size)
    guard seals >= 0, seals & Self.seals.shrink != 0, size >= wordsByteCount else {
      throw Errno(EINVAL)
    }
    let mapped = size >= byteCount ? byteCount : wordsByteCount
    guard let pages = SharedPages(mapping: file.number, byteCount: mapped) else {
      throw Errno.current
    }
    return pages
  }
}
