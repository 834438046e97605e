import CFuse3
import Glibc

/// Creating, renaming and removing names. Every name is one component, resolved in the descriptor of
/// its directory, so no path is ever walked.
extension PassthroughFileSystem {
  func makeDirectory(
    _ name: EntryName, in parent: UInt64, mode: mode_t
  ) throws(Errno) -> Entry {
    let directory = try inodes.inode(parent)
    try check(mkdirat(directory.descriptor.number, name.bytes, mode))
    return try lookUp(name, in: parent)
  }

  /// Creates a symbolic link; its target is text for the kernel and is not resolved here.
  func makeSymbolicLink(
    _ name: EntryName, in parent: UInt64, target: UnsafePointer<CChar>
  ) throws(Errno) -> Entry {
    let directory = try inodes.inode(parent)
    try check(symlinkat(target, directory.descriptor.number, name.bytes))
    return try lookUp(name, in: parent)
  }

  /// Calls `body` with the target of a symbolic link, NUL-terminated.
  func withLinkTarget(
    of id: UInt64, _ body: (UnsafePointer<CChar>) -> Void
  ) throws(Errno) {
    let inode = try inodes.inode(id)
    let buffer = try buffers.current().assumingMemoryBound(to: CChar.self)
    guard let start = buffer.baseAddress else { throw Errno(ENOMEM) }
    let count = try check(
      readlinkat(inode.descriptor.number, "", start, buffer.count - 1))
    buffer[count] = 0
    body(start)
  }

  func unlink(_ name: EntryName, in parent: UInt64) throws(Errno) {
    let directory = try inodes.inode(parent)
    try check(unlinkat(directory.descriptor.number, name.bytes, 0))
  }

  func removeDirectory(_ name: EntryName, in parent: UInt64) throws(Errno) {
    let directory = try inodes.inode(parent)
    try check(unlinkat(directory.descriptor.number, name.bytes, AT_REMOVEDIR))
  }

  /// Renames a file; the flags are those of `renameat2`.
  func rename(
    _ name: EntryName, in parent: UInt64, to newName: EntryName, in newParent: UInt64,
    flags: UInt32
  ) throws(Errno) {
    let directory = try inodes.inode(parent)
    let newDirectory = try inodes.inode(newParent)
    try check(
      renameat2(
        directory.descriptor.number, name.bytes, newDirectory.descriptor.number, newName.bytes,
        flags))
  }
}
