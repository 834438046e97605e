import CFuse3
import Glibc

/// Serving a descriptor that another process has opened: `/dev/fd/N` in place of a mountpoint.
///
/// The descriptor is one end of a socket pair, whose other end plays the kernel's part, or `/dev/fuse`
/// itself, which a privileged parent has opened and mounted. libfuse can read such a descriptor, but
/// treats the end of a socket as a short read and fails; here it means an unmount.
enum DescriptorChannel {
  /// The device number of `/dev/fuse` on every Linux: the miscellaneous device (10) with number 229.
  private static let fuseDevice: dev_t = 10 << 8 | 229

  /// The number in `/dev/fd/N`, nil for any other mountpoint.
  static func number(in mountpoint: String) -> Int32? {
    let prefix = "/dev/fd/"
    guard mountpoint.hasPrefix(prefix) else { return nil }
    return Int32(mountpoint.dropFirst(prefix.count))
  }

  /// Duplicates the descriptor, and checks that it preserves message boundaries and that the largest
  /// message fits.
  ///
  /// The duplicate is above standard error, because going to the background replaces the first three
  /// descriptors by `/dev/null`.
  static func open(
    _ number: Int32, messageBytesMaximum: Int
  ) throws(ServerError) -> OwnedDescriptor {
    let name = "/dev/fd/\(number)"
    let descriptor = try duplicate(number, name: name)
    let attributes = (try? descriptor.attributes()) ?? stat()
    switch attributes.st_mode & S_IFMT {
    case S_IFCHR where attributes.st_rdev == fuseDevice: break
    case S_IFSOCK:
      try prepareSocket(descriptor.number, name: name, messageBytesMaximum: messageBytesMaximum)
    default:
      throw .channelUnusable(name: name, why: "it is neither a socket nor /dev/fuse")
    }
    return descriptor
  }

  private static func duplicate(
    _ number: Int32, name: String
  ) throws(ServerError) -> OwnedDescriptor {
    do throws(Errno) {
      return try OwnedDescriptor(adopting: fcntl(number, F_DUPFD_CLOEXEC, 3))
    } catch {
      throw .channelUnusable(name: name, why: "\(error)")
    }
  }

  /// Checks that the socket preserves message boundaries, and makes its buffer large enough for the
  /// longest message.
  private static func prepareSocket(
    _ descriptor: Int32, name: String, messageBytesMaximum: Int
  ) throws(ServerError) {
    guard option(SO_TYPE, of: descriptor) == Int32(SOCK_SEQPACKET.rawValue) else {
      throw .channelUnusable(
        name: name,
        why: "the socket's type is not SOCK_SEQPACKET, which preserves message boundaries")
    }
    // The system doubles the requested size, to cover its own bookkeeping.
    var size = Int32(messageBytesMaximum)
    if option(SO_SNDBUF, of: descriptor) < 2 * size {
      setsockopt(
        descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    guard option(SO_SNDBUF, of: descriptor) >= size + 1024 else {
      throw .channelUnusable(
        name: name,
        why: "its buffer is too small for messages of \(size) bytes; raise net.core.wmem_max")
    }
  }

  /// The value of a socket option, -1 where the socket does not have it.
  private static func option(_ name: Int32, of descriptor: Int32) -> Int32 {
    var value: Int32 = -1
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, name, &value, &length)
    return value
  }

  /// One message per read, one message per write; the end of the socket is reported as an unmount.
  static func transport() -> fuse_custom_io {
    fuse_custom_io(
      writev: { descriptor, vector, count, userData in
        DescriptorChannel.peer(userData)?.send(vector, count, to: descriptor)
          ?? Glibc.writev(descriptor, vector, count)
      },
      read: { descriptor, buffer, size, userData in
        guard let buffer, let peer = DescriptorChannel.peer(userData) else {
          errno = EINVAL
          return -1
        }
        let count = peer.receive(from: descriptor, into: buffer, size: size)
        if count == 0 || count < 0 && errno == ECONNRESET {
          errno = ENODEV
          return -1
        }
        return count
      },
      splice_receive: nil,
      splice_send: nil)
  }

  private static func peer(_ userData: UnsafeMutableRawPointer?) -> PeerMemory? {
    userData.map {
      Unmanaged<PassthroughFileSystem>.fromOpaque($0).takeUnretainedValue().peer
    }
  }
}
