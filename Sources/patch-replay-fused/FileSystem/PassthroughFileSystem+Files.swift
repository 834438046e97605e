import CFuse3
import Glibc

/// Open files. A handle is the number of a descriptor in the ``HandleTable``.
extension PassthroughFileSystem {
  /// The open flags that are passed on to the backing file.
  ///
  /// O_DIRECT is left out: tmpfs refuses it, and the kernel decides about caching before it makes a
  /// request.
  private static let passedFlags =
    O_ACCMODE | O_APPEND | O_TRUNC | O_SYNC | O_DSYNC | O_NOATIME

  /// Opens a regular file.
  ///
  /// - Throws: `EISDIR`, `ELOOP` or `ENXIO` for anything else: the kernel opens pipes, sockets and
  ///   devices itself, and in the server such an open could block or reach a driver.
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

  /// A created file: its entry in the reply, and its descriptor.
  struct Created: ~Copyable {
    let entry: Entry
    let file: OwnedDescriptor
  }

  /// Creates a regular file if the name does not exist, opens it and counts a lookup.
  func create(
    _ name: EntryName, in parent: UInt64, mode: mode_t, flags: Int32
  ) throws(Errno) -> Created {
    let directory = try inodes.inode(parent)
    // O_NONBLOCK has no effect on a regular file, and keeps a pipe of that name from blocking.
    let flags =
      flags & (Self.passedFlags | O_EXCL) | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = try OwnedDescriptor(
      adopting: openat(directory.descriptor.number, name.bytes, flags, mode))
    return Created(entry: try lookUp(name, in: parent), file: file)
  }

  /// Closes the handle of a file or directory.
  func release(_ handle: UInt64) throws(Errno) {
    try check(close(handles.retire(handle)))
  }

  /// Reports the errors that closing the backing file would report, and keeps it open.
  func flush(_ handle: UInt64) throws(Errno) {
    let duplicate = try check(dup(handles.descriptor(of: handle)))
    try check(close(duplicate))
  }

  func synchronize(_ handle: UInt64, dataOnly: Bool) throws(Errno) {
    let descriptor = try handles.descriptor(of: handle)
    try check(dataOnly ? fdatasync(descriptor) : fsync(descriptor))
  }

  /// Reads into the thread's buffer; fewer bytes than requested mean the end of the file.
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

  /// Writes directly from the message and returns the number of bytes written.
  func write(
    _ bytes: UnsafeRawBufferPointer, to handle: UInt64, offset: off_t
  ) throws(Errno) -> Int {
    try check(pwrite(handles.descriptor(of: handle), bytes.baseAddress, bytes.count, offset))
  }
}
