internal import FuseEngine

/// What EINVAL means for a file that is opened with `O_DIRECT`, and what to do about it.
///
/// The kernel tells a server the flags of open(2), and the engine does as the kernel does. A server
/// that opens a file of its own with them meets the rules of the file system below it.
enum DirectIOAdvice {
  private static let cause =
    "the file is opened with O_DIRECT, and a server that opens its own file so as well, as "
    + "passthrough_ll does, can "
  private static let remedy =
    "let it serve a folder of a file system that takes any memory, such as source=/dev/shm "
    + "(tmpfs, from Linux 6.6 on)"

  /// Why a transfer is refused; 80 bytes are those of WRITE's two headers.
  static func text(_ direction: Direction) -> String {
    switch direction {
    case .write:
      cause + "write to most disks only whole blocks from aligned memory, where a WRITE's data, "
        + "80 bytes into the message, is not; " + remedy
    case .read:
      cause + "read from most disks only whole blocks, of 512 or 4096 bytes; ask for such sizes, "
        + "or " + remedy
    }
  }

  /// Why a file is not even opened.
  static let opening = cause + "do that only on a file system that has O_DIRECT; " + remedy
}
