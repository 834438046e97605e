import CFuse3
import Glibc

/// Open files. A handle is the number of a descriptor that was given to the peer.
extension PassthroughFileSystem {
  /// The open flags that change what the backing file does with data.
  ///
  /// O_DIRECT is left out: tmpfs refuses it, and whether the kernel caches is settled between
  /// the kernel and its caller before a request is made.
  private static let passedFlags =
    O_ACCMODE | O_APPEND | O_TRUNC | O_SYNC | O_DSYNC | O_NOATIME

  /// Opens a regular file.
  ///
  /// - Throws: `EISDIR`, `ELOOP` or `ENXIO` for anything else: the kernel opens pipes, sockets
  ///   and devices itself, and here such an open could block the server or reach a driver.
  func open(_ id: UInt64, flags: Int32) throws(Errno) -> OwnedDescriptor {
    let inode = try inodes.inode(id)
    switch inode.format {
    case S_IFREG: break
    case S_IFDIR: throw Errno(EISDIR)
    case S_IFLNK: throw Errno(ELOOP)
    default: throw Errno(ENXIO)
    }
    return try OwnedDescriptor(
      adopting: Glibc.open(inode.descriptor.processPath, flags & Self.passedFlags | O_CLOEXEC))
  }

  /// A file that was made: what the kernel is told of it, and its handle.
  struct Created: ~Copyable {
    let entry: Entry
    let file: OwnedDescriptor
  }

  /// Makes a regular file if there is none of that name, opens it and counts a lookup.
  func create(
    _ name: EntryName, in parent: UInt64, mode: mode_t, flags: Int32
  ) throws(Errno) -> Created {
    let directory = try inodes.inode(parent)
    // O_NONBLOCK does nothing to a regular file, and keeps a pipe of that name from blocking.
    let flags =
      flags & (Self.passedFlags | O_EXCL) | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = try OwnedDescriptor(
      adopting: openat(directory.descriptor.number, name.bytes, flags, mode))
    return Created(entry: try lookUp(name, in: parent), file: file)
  }

  /// Ends a handle, a file's or a directory's.
  func release(_ handle: UInt64) throws(Errno) {
    try check(close(handles.retire(handle)))
  }

  /// Reports what a close of the backing file would report, and keeps it open.
  func flush(_ handle: UInt64) throws(Errno) {
    let duplicate = try check(dup(handles.descriptor(of: handle)))
    try check(close(duplicate))
  }

  func synchronize(_ handle: UInt64, dataOnly: Bool) throws(Errno) {
    let descriptor = try handles.descriptor(of: handle)
    try check(dataOnly ? fdatasync(descriptor) : fsync(descriptor))
  }

  /// Reads into the thread's buffer; fewer bytes than asked for mean the end of the file.
  ///
  /// - Throws: `EINVAL` for more bytes than were negotiated.
  func read(
    _ handle: UInt64, size: Int, offset: off_t
  ) throws(Errno) -> UnsafeRawBufferPointer {
    let buffer = try buffers.current()
    guard size <= buffer.count else { throw Errno(EINVAL) }
    let count = try check(
      pread(handles.descriptor(of: handle), buffer.baseAddress, size, offset))
    return UnsafeRawBufferPointer(rebasing: buffer[..<count])
  }

  /// Writes straight from the message and returns how many bytes were taken.
  func write(
    _ bytes: UnsafeRawBufferPointer, to handle: UInt64, offset: off_t
  ) throws(Errno) -> Int {
    try check(pwrite(handles.descriptor(of: handle), bytes.baseAddress, bytes.count, offset))
  }
}
