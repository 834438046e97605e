import CFuse3
import Glibc

extension fuse_lowlevel_ops {
  mutating func addFiles() {
    open = { raw, id, info in
      Request.handle(raw) { request throws(Errno) in
        let info = try required(info)
        let file = try request.fileSystem.open(id, flags: info.pointee.flags)
        request.prepare(info)
        request.reply(file, info)
      }
    }
    create = { raw, parent, name, mode, info in
      Request.handle(raw) { request throws(Errno) in
        let info = try required(info)
        let created = try request.fileSystem.create(
          EntryName(name), in: parent, mode: mode, flags: info.pointee.flags)
        request.prepare(info)
        request.reply(created, info)
      }
    }
    read = { raw, _, size, offset, info in
      Request.handle(raw) { request throws(Errno) in
        let handle = try required(info).pointee.fh
        request.fileSystem.requests.note(isWrite: false, size: size, offset: offset)
        request.reply(try request.fileSystem.read(handle, size: size, offset: offset))
      }
    }
    // write_buf, not write: only for this one, libfuse checks the size in the request against the
    // message.
    write_buf = { raw, _, buffers, offset, info in
      Request.handle(raw) { request throws(Errno) in
        let buffer = try required(buffers).pointee.buf
        guard buffer.flags.rawValue & FUSE_BUF_IS_FD.rawValue == 0 else { throw Errno(EIO) }
        request.fileSystem.requests.note(isWrite: true, size: buffer.size, offset: offset)
        let count = try request.fileSystem.write(
          UnsafeRawBufferPointer(start: buffer.mem, count: buffer.size),
          to: required(info).pointee.fh, offset: offset)
        request.reply(writtenCount: count)
      }
    }
    flush = { raw, _, info in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.flush(required(info).pointee.fh)
        request.replySuccess()
      }
    }
    fsync = { raw, _, dataOnly, info in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.synchronize(
          required(info).pointee.fh, dataOnly: dataOnly != 0)
        request.replySuccess()
      }
    }
    release = { raw, _, info in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.release(required(info).pointee.fh)
        request.replySuccess()
      }
    }
  }

  mutating func addDirectories() {
    opendir = { raw, id, info in
      Request.handle(raw) { request throws(Errno) in
        let info = try required(info)
        request.reply(try request.fileSystem.openDirectory(id), info)
      }
    }
    readdir = { raw, _, size, offset, info in
      Request.handle(raw) { request throws(Errno) in
        let handle = try required(info).pointee.fh
        let buffer = try request.fileSystem.buffers.current()
        let reply = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(size))
        var used = 0
        try request.fileSystem.list(handle, from: offset, replySize: reply.count) { entry in
          used += request.append(entry, to: reply, at: used)
        }
        request.reply(UnsafeRawBufferPointer(rebasing: reply[..<used]))
      }
    }
    releasedir = { raw, _, info in
      Request.handle(raw) { request throws(Errno) in
        try request.fileSystem.release(required(info).pointee.fh)
        request.replySuccess()
      }
    }
  }
}

extension Request {
  /// Sets the flags in the reply to an open.
  fileprivate func prepare(_ info: UnsafeMutablePointer<fuse_file_info>) {
    info.pointee.direct_io = fileSystem.limits.usesDirectIO ? 1 : 0
  }

  /// Appends one entry to the reply to READDIR and returns its bytes: 0 where it does not fit.
  fileprivate func append(
    _ entry: PassthroughFileSystem.ListedEntry, to reply: UnsafeMutableRawBufferPointer,
    at used: Int
  ) -> Int {
    var attributes = stat()
    attributes.st_ino = entry.inodeNumber
    attributes.st_mode = entry.format
    let room = reply.count - used
    let size = fuse_add_direntry(
      raw, reply.baseAddress?.advanced(by: used).assumingMemoryBound(to: CChar.self), room,
      entry.name, &attributes, entry.nextOffset)
    return size <= room ? size : 0
  }
}
