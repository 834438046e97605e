import CFuse3
import Glibc

extension Operations {
  static func addDirectories(to table: inout fuse_lowlevel_ops) {
    table.opendir = { request, inode, file in
      guard let file else { return }
      switch Passthrough.of(request).open(inode, flags: O_RDONLY | O_DIRECTORY) {
      case .failure(let failed): fuse_reply_err(request, failed.number)
      case .success(let descriptor):
        guard let directory = fdopendir(descriptor) else {
          let failed = errno
          close(descriptor)
          fuse_reply_err(request, failed)
          return
        }
        file.pointee.fh = UInt64(UInt(bitPattern: directory))
        fuse_reply_open(request, file)
      }
    }
    table.readdir = { request, _, size, offset, file in
      guard let file, let directory = OpaquePointer(bitPattern: UInt(file.pointee.fh)),
        let buffer = Passthrough.of(request).readBuffers.buffer(size)
      else {
        fuse_reply_err(request, EBADF)
        return
      }
      let start = buffer.assumingMemoryBound(to: CChar.self)
      fuse_reply_buf(
        request, start, Operations.fill(request, start, size, from: directory, at: offset))
    }
    table.releasedir = { request, _, file in
      if let file, let directory = OpaquePointer(bitPattern: UInt(file.pointee.fh)) {
        closedir(directory)
      }
      fuse_reply_err(request, 0)
    }
  }

  /// Writes as many entries as fit; returns the bytes written.
  private static func fill(
    _ request: fuse_req_t?, _ buffer: UnsafeMutablePointer<CChar>, _ size: Int,
    from directory: OpaquePointer, at offset: off_t
  ) -> Int {
    seekdir(directory, offset)
    var used = 0
    while let entry = readdir(directory) {
      var attributes = stat()
      attributes.st_ino = entry.pointee.d_ino
      attributes.st_mode = mode_t(entry.pointee.d_type) << 12
      let needed = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) {
          fuse_add_direntry(
            request, buffer + used, size - used, $0, &attributes, entry.pointee.d_off)
        }
      }
      guard needed <= size - used else { break }
      used += needed
    }
    return used
  }
}
