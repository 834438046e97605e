import CFuse3
import Glibc

/// The attributes that one SETATTR changes; nil leaves an attribute unchanged.
struct AttributeChanges {
  /// A time to set: the server's clock, or a given one.
  enum Time {
    case now
    case at(timespec)
  }

  var mode: mode_t?
  var owner: uid_t?
  var group: gid_t?
  var size: off_t?
  var accessTime: Time?
  var modificationTime: Time?
}

extension PassthroughFileSystem {
  func attributes(of id: UInt64) throws(Errno) -> stat {
    try inodes.inode(id).attributes()
  }

  /// Changes attributes and returns all of them.
  ///
  /// The handle is that of the open file that the change was made through, or nil: it may write to the
  /// file even where the file's mode no longer permits that.
  func change(
    _ changes: AttributeChanges, of id: UInt64, handle: UInt64?
  ) throws(Errno) -> stat {
    let inode = try inodes.inode(id)
    let path = inode.descriptor.processPath
    if let mode = changes.mode {
      try check(chmod(path, mode & ~S_IFMT))
    }
    if changes.owner != nil || changes.group != nil {
      try check(
        fchownat(
          inode.descriptor.number, "", changes.owner ?? uid_t.max, changes.group ?? gid_t.max,
          AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW))
    }
    if let size = changes.size {
      if let handle {
        try check(ftruncate(handles.descriptor(of: handle), size))
      } else {
        try check(truncate(path, size))
      }
    }
    if changes.accessTime != nil || changes.modificationTime != nil {
      let times = [timespec(changes.accessTime), timespec(changes.modificationTime)]
      try check(utimensat(AT_FDCWD, path, times, 0))
    }
    return try inode.attributes()
  }
}

extension timespec {
  /// Creates a time for `utimensat`: nil leaves the time unchanged.
  fileprivate init(_ time: AttributeChanges.Time?) {
    // UTIME_NOW and UTIME_OMIT are casts in C, which Swift does not import.
    let utimeNow = (1 << 30) - 1
    let utimeOmit = (1 << 30) - 2
    switch time {
    case .none: self.init(tv_sec: 0, tv_nsec: utimeOmit)
    case .now: self.init(tv_sec: 0, tv_nsec: utimeNow)
    case .at(let time): self = time
    }
  }
}
