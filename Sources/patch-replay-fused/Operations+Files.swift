import CFuse3
import Glibc

extension Operations {
  static func addFiles(to table: inout fuse_lowlevel_ops) {
    addOpening(to: &table)
    table.read = { request, _, size, offset, file in
      guard let file, let buffer = Passthrough.of(request).readBuffers.buffer(size) else {
        fuse_reply_err(request, ENOMEM)
        return
      }
      let count = pread(Int32(truncatingIfNeeded: file.pointee.fh), buffer, size, offset)
      if count < 0 {
        fuse_reply_err(request, errno)
      } else {
        fuse_reply_buf(request, buffer.assumingMemoryBound(to: CChar.self), count)
      }
    }
    table.write = { request, _, bytes, size, offset, file in
      guard let file else { return }
      let count = pwrite(Int32(truncatingIfNeeded: file.pointee.fh), bytes, size, offset)
      if count < 0 { fuse_reply_err(request, errno) } else { fuse_reply_write(request, count) }
    }
    table.flush = { request, _, file in
      guard let file else { return }
      Operations.answer(request, close(dup(Int32(truncatingIfNeeded: file.pointee.fh))))
    }
    table.fsync = { request, _, dataOnly, file in
      guard let file else { return }
      let descriptor = Int32(truncatingIfNeeded: file.pointee.fh)
      Operations.answer(request, dataOnly != 0 ? fdatasync(descriptor) : fsync(descriptor))
    }
    table.release = { request, _, file in
      if let file { close(Int32(truncatingIfNeeded: file.pointee.fh)) }
      fuse_reply_err(request, 0)
    }
  }

  private static func addOpening(to table: inout fuse_lowlevel_ops) {
    table.open = { request, inode, file in
      guard let file else { return }
      let fileSystem = Passthrough.of(request)
      switch fileSystem.open(inode, flags: file.pointee.flags) {
      case .failure(let failed): fuse_reply_err(request, failed.number)
      case .success(let descriptor):
        file.pointee.fh = UInt64(descriptor)
        file.pointee.direct_io = fileSystem.usesDirectIO ? 1 : 0
        fuse_reply_open(request, file)
      }
    }
    table.create = { request, parent, name, mode, file in
      let fileSystem = Passthrough.of(request)
      guard let file, let name, let directory = fileSystem.inodes[UInt64(parent)] else {
        fuse_reply_err(request, ENOENT)
        return
      }
      let descriptor = openat(
        directory.descriptor, name,
        (file.pointee.flags | O_CREAT | O_CLOEXEC) & ~(O_NOFOLLOW | Flag.direct), mode)
      guard descriptor >= 0 else {
        fuse_reply_err(request, errno)
        return
      }
      switch fileSystem.lookUp(name, in: parent) {
      case .failure(let failed):
        close(descriptor)
        fuse_reply_err(request, failed.number)
      case .success(var entry):
        file.pointee.fh = UInt64(descriptor)
        file.pointee.direct_io = fileSystem.usesDirectIO ? 1 : 0
        fuse_reply_create(request, &entry, file)
      }
    }
  }
}
