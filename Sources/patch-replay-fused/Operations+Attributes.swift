import CFuse3
import Glibc

extension Operations {
  static func addAttributes(to table: inout fuse_lowlevel_ops) {
    table.getattr = { request, inode, _ in Operations.answerAttributes(request, inode) }
    table.setattr = { request, inode, attributes, toSet, file in
      guard let attributes, let known = Passthrough.of(request).inodes[UInt64(inode)] else {
        fuse_reply_err(request, ENOENT)
        return
      }
      let path = Passthrough.path(of: known)
      let wanted = attributes.pointee
      guard Operations.setMode(path, wanted, toSet), Operations.setOwner(known, wanted, toSet),
        Operations.setSize(path, wanted, toSet, file), Operations.setTimes(path, wanted, toSet)
      else {
        fuse_reply_err(request, errno)
        return
      }
      Operations.answerAttributes(request, inode)
    }
  }

  private static func answerAttributes(_ request: fuse_req_t?, _ inode: fuse_ino_t) {
    var attributes = stat()
    guard let known = Passthrough.of(request).inodes[UInt64(inode)] else {
      fuse_reply_err(request, ENOENT)
      return
    }
    if fstatat(known.descriptor, "", &attributes, Flag.emptyPath | AT_SYMLINK_NOFOLLOW) == 0 {
      fuse_reply_attr(request, &attributes, Passthrough.validity)
    } else {
      fuse_reply_err(request, errno)
    }
  }

  private static func setMode(_ path: String, _ wanted: stat, _ toSet: Int32) -> Bool {
    toSet & FUSE_SET_ATTR_MODE == 0 || chmod(path, wanted.st_mode) == 0
  }

  private static func setOwner(_ inode: Inode, _ wanted: stat, _ toSet: Int32) -> Bool {
    guard toSet & (FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID) != 0 else { return true }
    return fchownat(
      inode.descriptor, "",
      toSet & FUSE_SET_ATTR_UID != 0 ? wanted.st_uid : uid_t.max,
      toSet & FUSE_SET_ATTR_GID != 0 ? wanted.st_gid : gid_t.max,
      Flag.emptyPath | AT_SYMLINK_NOFOLLOW) == 0
  }

  private static func setSize(
    _ path: String, _ wanted: stat, _ toSet: Int32,
    _ file: UnsafeMutablePointer<fuse_file_info>?
  ) -> Bool {
    guard toSet & FUSE_SET_ATTR_SIZE != 0 else { return true }
    if let file {
      return ftruncate(Int32(truncatingIfNeeded: file.pointee.fh), wanted.st_size) == 0
    }
    return truncate(path, wanted.st_size) == 0
  }

  private static func setTimes(_ path: String, _ wanted: stat, _ toSet: Int32) -> Bool {
    guard toSet & (FUSE_SET_ATTR_ATIME | FUSE_SET_ATTR_MTIME) != 0 else { return true }
    func time(_ value: timespec, set: Int32, now: Int32) -> timespec {
      if toSet & now != 0 { return timespec(tv_sec: 0, tv_nsec: Flag.timeNow) }
      return toSet & set != 0 ? value : timespec(tv_sec: 0, tv_nsec: Flag.timeOmit)
    }
    let times = [
      time(wanted.st_atim, set: FUSE_SET_ATTR_ATIME, now: FUSE_SET_ATTR_ATIME_NOW),
      time(wanted.st_mtim, set: FUSE_SET_ATTR_MTIME, now: FUSE_SET_ATTR_MTIME_NOW),
    ]
    return utimensat(AT_FDCWD, path, times, 0) == 0
  }
}
