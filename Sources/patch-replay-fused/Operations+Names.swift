import CFuse3
import Glibc

extension Operations {
  static func addNames(to table: inout fuse_lowlevel_ops) {
    table.lookup = { request, parent, name in Operations.enter(request, parent, name) { _, _ in 0 }
    }
    table.forget = { request, inode, lookups in
      Passthrough.of(request).inodes.forget(UInt64(inode), lookups: lookups)
      fuse_reply_none(request)
    }
    table.forget_multi = { request, count, forgets in
      let inodes = Passthrough.of(request).inodes
      for forget in UnsafeBufferPointer(start: forgets, count: count) {
        inodes.forget(forget.ino, lookups: forget.nlookup)
      }
      fuse_reply_none(request)
    }
    table.mkdir = { request, parent, name, mode in
      Operations.enter(request, parent, name) { mkdirat($0, $1, mode) }
    }
    table.symlink = { request, target, parent, name in
      Operations.enter(request, parent, name) { directory, name in
        target.map { symlinkat($0, directory, name) } ?? -1
      }
    }
    table.unlink = { request, parent, name in Operations.remove(request, parent, name, flags: 0) }
    table.rmdir = { request, parent, name in
      Operations.remove(request, parent, name, flags: AT_REMOVEDIR)
    }
    table.rename = { request, parent, name, newParent, newName, flags in
      let inodes = Passthrough.of(request).inodes
      guard flags == 0, let name, let newName else {
        fuse_reply_err(request, EINVAL)
        return
      }
      guard let from = inodes[UInt64(parent)], let to = inodes[UInt64(newParent)] else {
        fuse_reply_err(request, ENOENT)
        return
      }
      Operations.answer(request, renameat(from.descriptor, name, to.descriptor, newName))
    }
    table.readlink = { request, inode in
      guard let known = Passthrough.of(request).inodes[UInt64(inode)] else {
        fuse_reply_err(request, ENOENT)
        return
      }
      var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = readlinkat(known.descriptor, "", &target, Int(PATH_MAX))
      if length < 0 {
        fuse_reply_err(request, errno)
      } else {
        fuse_reply_readlink(request, target)
      }
    }
  }

  /// Makes something under a name, if need be, and answers with what the name stands for then.
  private static func enter(
    _ request: fuse_req_t?, _ parent: fuse_ino_t, _ name: UnsafePointer<CChar>?,
    make: (Int32, UnsafePointer<CChar>) -> Int32
  ) {
    let fileSystem = Passthrough.of(request)
    guard let name, let directory = fileSystem.inodes[UInt64(parent)] else {
      fuse_reply_err(request, ENOENT)
      return
    }
    guard make(directory.descriptor, name) == 0 else {
      fuse_reply_err(request, errno)
      return
    }
    switch fileSystem.lookUp(name, in: parent) {
    case .success(var entry): fuse_reply_entry(request, &entry)
    case .failure(let failed): fuse_reply_err(request, failed.number)
    }
  }

  private static func remove(
    _ request: fuse_req_t?, _ parent: fuse_ino_t, _ name: UnsafePointer<CChar>?, flags: Int32
  ) {
    guard let name, let directory = Passthrough.of(request).inodes[UInt64(parent)] else {
      fuse_reply_err(request, ENOENT)
      return
    }
    Operations.answer(request, unlinkat(directory.descriptor, name, flags))
  }
}
