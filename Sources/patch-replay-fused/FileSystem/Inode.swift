import CFuse3
import Glibc

/// One file of the served directory, held open so that it stays the same file for its number.
///
/// The descriptor is opened with `O_PATH`: it needs no read permission, and pins the inode, so that
/// neither a rename nor a removal can replace the file.
final class Inode: Sendable {
  /// The identity of a file: its device and its inode number there.
  struct Key: Hashable, Sendable {
    let device: dev_t
    let number: ino_t
  }

  let descriptor: OwnedDescriptor
  let key: Key
  /// The `S_IFMT` bits, which never change while the file exists.
  let format: mode_t

  init(descriptor: consuming OwnedDescriptor, attributes: stat) {
    self.descriptor = descriptor
    key = Key(device: attributes.st_dev, number: attributes.st_ino)
    format = attributes.st_mode & S_IFMT
  }

  /// The file's current attributes.
  func attributes() throws(Errno) -> stat {
    try descriptor.attributes()
  }
}

extension OwnedDescriptor {
  /// The attributes of the open file itself; works on `O_PATH` descriptors too.
  borrowing func attributes() throws(Errno) -> stat {
    var attributes = stat()
    try check(fstatat(number, "", &attributes, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW))
    return attributes
  }
}
