import CFuse3
import Glibc

/// The table of operations that libfuse calls; each group stands in a file of its own.
enum Operations {
  static var table: fuse_lowlevel_ops {
    var table = fuse_lowlevel_ops()
    addSession(to: &table)
    addNames(to: &table)
    addAttributes(to: &table)
    addFiles(to: &table)
    addDirectories(to: &table)
    return table
  }

  /// Answers success or `errno`, by a system call's result.
  static func answer(_ request: fuse_req_t?, _ result: Int32) {
    fuse_reply_err(request, result == 0 ? 0 : errno)
  }

  private static func addSession(to table: inout fuse_lowlevel_ops) {
    table.`init` = { data, connection in
      guard let data, let connection else { return }
      let fileSystem = Unmanaged<Passthrough>.fromOpaque(data).takeUnretainedValue()
      let splices = UInt32(FUSE_CAP_SPLICE_READ | FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE)
      connection.pointee.want &= ~splices
      connection.pointee.max_write = min(connection.pointee.max_write, fileSystem.maxWrite)
    }
    table.destroy = { data in
      guard let data else { return }
      fuse_session_exit(Unmanaged<Passthrough>.fromOpaque(data).takeUnretainedValue().session)
    }
    table.statfs = { request, inode in
      let fileSystem = Passthrough.of(request)
      var answer = statvfs()
      guard let known = fileSystem.inodes[UInt64(inode)],
        statvfs(Passthrough.path(of: known), &answer) == 0
      else {
        fuse_reply_err(request, errno)
        return
      }
      fuse_reply_statfs(request, &answer)
    }
  }
}
