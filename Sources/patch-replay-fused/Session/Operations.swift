import CFuse3
import Glibc

/// libfuse's table of callbacks. Each one only converts arguments and reply.
extension fuse_lowlevel_ops {
  static func passthrough() -> fuse_lowlevel_ops {
    var operations = fuse_lowlevel_ops()
    operations.addConnection()
    operations.addInodes()
    operations.addNames()
    operations.addFiles()
    operations.addDirectories()
    operations.addIoctls()
    return operations
  }

  private mutating func addConnection() {
    `init` = { userData, connection in
      guard let userData, let connection else { return }
      let fileSystem = Unmanaged<PassthroughFileSystem>.fromOpaque(userData)
        .takeUnretainedValue()
      connection.pointee.apply(fileSystem.limits)
    }
    destroy = { userData in
      guard let userData else { return }
      Unmanaged<PassthroughFileSystem>.fromOpaque(userData).takeUnretainedValue()
        .inodes.forgetAll()
    }
    statfs = { raw, id in
      Request.handle(raw) { request throws(Errno) in
        request.reply(try request.fileSystem.statistics(of: id))
      }
    }
  }

  private mutating func addInodes() {
    lookup = { raw, parent, name in
      Request.handle(raw) { request throws(Errno) in
        request.reply(try request.fileSystem.lookUp(EntryName(name), in: parent))
      }
    }
    forget = { raw, id, lookups in
      Request.handle(raw) { request throws(Errno) in
        request.fileSystem.inodes.forget(id, lookups: lookups)
        request.replyNothing()
      }
    }
    forget_multi = { raw, count, forgets in
      Request.handle(raw) { request throws(Errno) in
        for forgotten in UnsafeBufferPointer(start: forgets, count: forgets == nil ? 0 : count) {
          request.fileSystem.inodes.forget(forgotten.ino, lookups: forgotten.nlookup)
        }
        request.replyNothing()
      }
    }
    getattr = { raw, id, _ in
      Request.handle(raw) { request throws(Errno) in
        request.reply(try request.fileSystem.attributes(of: id))
      }
    }
    setattr = { raw, id, attributes, mask, info in
      Request.handle(raw) { request throws(Errno) in
        let changes = AttributeChanges(try required(attributes).pointee, mask: mask)
        request.reply(
          try request.fileSystem.change(changes, of: id, handle: info?.pointee.fh))
      }
    }
    readlink = { raw, id in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.withLinkTarget(of: id) { request.reply(linkTarget: $0) }
      }
    }
  }

  private mutating func addNames() {
    mkdir = { raw, parent, name, mode in
      Request.handle(raw) { request throws(Errno) in
        request.reply(
          try request.fileSystem.makeDirectory(EntryName(name), in: parent, mode: mode))
      }
    }
    symlink = { raw, target, parent, name in
      Request.handle(raw) { request throws(Errno) in
        guard let target else { throw Errno(EIO) }
        request.reply(
          try request.fileSystem.makeSymbolicLink(EntryName(name), in: parent, target: target))
      }
    }
    unlink = { raw, parent, name in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.unlink(EntryName(name), in: parent)
        request.replySuccess()
      }
    }
    rmdir = { raw, parent, name in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.removeDirectory(EntryName(name), in: parent)
        request.replySuccess()
      }
    }
    rename = { raw, parent, name, newParent, newName, flags in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.rename(
          EntryName(name), in: parent, to: EntryName(newName), in: newParent, flags: flags)
        request.replySuccess()
      }
    }
  }
}

extension fuse_conn_info {
  /// Limits WRITE to the size that the file system accepts, turns off splicing, and, where configured,
  /// parallel requests of one direct call.
  ///
  /// libfuse derives the size of its message buffer and the pages of one request from `max_write`.
  /// Splicing moves messages through a pipe; here they are read and written as on any descriptor, so
  /// that a mount and a socket take the same path through the server.
  fileprivate mutating func apply(_ limits: PassthroughFileSystem.Limits) {
    max_write = min(max_write, UInt32(limits.writeBytesMaximum))
    // libfuse ends the session where this differs from the mount option.
    max_read = limits.mountedReadBytesMaximum
    if limits.sendsDirectIOInTurn { want &= ~UInt32(FUSE_CAP_ASYNC_DIO) }
    want &= ~UInt32(FUSE_CAP_SPLICE_READ | FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE)
  }
}

extension AttributeChanges {
  /// Reads the fields that the mask of a SETATTR (`FUSE_SET_ATTR_…`) selects.
  fileprivate init(_ attributes: stat, mask: Int32) {
    func has(_ bit: Int32) -> Bool { mask & bit != 0 }
    mode = has(FUSE_SET_ATTR_MODE) ? attributes.st_mode : nil
    owner = has(FUSE_SET_ATTR_UID) ? attributes.st_uid : nil
    group = has(FUSE_SET_ATTR_GID) ? attributes.st_gid : nil
    size = has(FUSE_SET_ATTR_SIZE) ? attributes.st_size : nil
    if has(FUSE_SET_ATTR_ATIME) {
      accessTime = has(FUSE_SET_ATTR_ATIME_NOW) ? .now : .at(attributes.st_atim)
    }
    if has(FUSE_SET_ATTR_MTIME) {
      modificationTime = has(FUSE_SET_ATTR_MTIME_NOW) ? .now : .at(attributes.st_mtim)
    }
  }
}
