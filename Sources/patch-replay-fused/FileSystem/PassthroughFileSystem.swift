import CFuse3
import Glibc

/// A directory served as a file system: every operation is carried out on the real files.
///
/// Independent of libfuse: the methods take node numbers, handles and names, and return the contents
/// of the reply. All methods may be called from several threads at once.
final class PassthroughFileSystem: Sendable {
  /// The result of an operation that finds or creates a file.
  struct Entry {
    let id: UInt64
    let attributes: stat
  }

  /// The settings that the file system negotiates with the kernel when the session starts.
  struct Limits {
    /// The largest WRITE in bytes.
    var writeBytesMaximum: Int
    /// The largest READ in bytes that the mount options allow, 0 where they do not limit it.
    var mountedReadBytesMaximum: UInt32
    /// Whether every read and write of an open file bypasses the page cache.
    var usesDirectIO: Bool
    /// Whether the kernel is to send the requests of one direct call one after the other, as before
    /// `FUSE_ASYNC_DIO` (7.22).
    var sendsDirectIOInTurn: Bool

    /// The largest READ that follows from the largest WRITE.
    ///
    /// libfuse derives the number of pages a request may have from the size of a WRITE, rounded
    /// up; a kernel that cannot negotiate pages uses 32 in any case.
    var readBytesMaximum: Int {
      let pageSize = Int(getpagesize())
      let pageCount = max(32, (writeBytesMaximum + pageSize - 1) / pageSize)
      return pageCount * pageSize
    }
  }

  let limits: Limits
  let inodes: InodeTable
  let buffers: ThreadBuffers
  let handles = HandleTable()
  let retrievals = Retrievals()
  let requests = RequestLog()
  let peer: PeerMemory

  /// Serves the directory of an `O_PATH` descriptor to a peer, whose memory may be within reach.
  init(
    root: consuming OwnedDescriptor, limits: Limits, peer: PeerMemory
  ) throws(Errno) {
    let attributes = try root.attributes()
    inodes = InodeTable(root: Inode(descriptor: root, attributes: attributes))
    self.limits = limits
    self.peer = peer
    buffers = try ThreadBuffers(capacity: limits.readBytesMaximum)
  }

  /// Finds a file in a directory and counts the lookup.
  func lookUp(_ name: EntryName, in parent: UInt64) throws(Errno) -> Entry {
    let directory = try inodes.inode(parent)
    let descriptor = try OwnedDescriptor(
      adopting: openat(
        directory.descriptor.number, name.bytes, O_PATH | O_NOFOLLOW | O_CLOEXEC))
    let attributes = try descriptor.attributes()
    let inode = Inode(descriptor: descriptor, attributes: attributes)
    return Entry(id: inodes.remember(inode), attributes: attributes)
  }

  /// The size, free space and other statistics of the file system that a file lies on.
  func statistics(of id: UInt64) throws(Errno) -> statvfs {
    let inode = try inodes.inode(id)
    var statistics = statvfs()
    try check(fstatvfs(inode.descriptor.number, &statistics))
    return statistics
  }
}
