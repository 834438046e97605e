import CFuse3
import Glibc

/// One request of the kernel: gives the file system to whoever handles it, and takes one reply.
struct Request {
  /// How long the kernel may believe names and attributes, in seconds.
  ///
  /// Short, because other programs may work in the served directory at the same time.
  private static let validity = 1.0

  let raw: fuse_req_t
  let fileSystem: PassthroughFileSystem

  /// Runs the handler of a request; an error it throws becomes the reply.
  ///
  /// This is the border to C: nothing is thrown across it.
  static func handle(
    _ raw: fuse_req_t?, _ body: (Request) throws(Errno) -> Void
  ) {
    guard let raw, let userData = fuse_req_userdata(raw) else { return }
    let request = Request(
      raw: raw,
      fileSystem: Unmanaged<PassthroughFileSystem>.fromOpaque(userData).takeUnretainedValue())
    do throws(Errno) {
      try body(request)
    } catch {
      fuse_reply_err(raw, error.code)
    }
  }

  func replySuccess() {
    fuse_reply_err(raw, 0)
  }

  /// For FORGET, which gets no reply; libfuse frees the request.
  func replyNothing() {
    fuse_reply_none(raw)
  }

  func reply(_ attributes: stat) {
    var attributes = attributes
    fuse_reply_attr(raw, &attributes, Self.validity)
  }

  func reply(_ statistics: statvfs) {
    var statistics = statistics
    fuse_reply_statfs(raw, &statistics)
  }

  func reply(_ bytes: UnsafeRawBufferPointer) {
    fuse_reply_buf(raw, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
  }

  func reply(writtenCount: Int) {
    fuse_reply_write(raw, writtenCount)
  }

  func reply(linkTarget: UnsafePointer<CChar>) {
    fuse_reply_readlink(raw, linkTarget)
  }

  /// Tells of a file; the lookup is taken back if nobody waits for it any more.
  func reply(_ entry: PassthroughFileSystem.Entry) {
    var parameters = Self.parameters(entry)
    if fuse_reply_entry(raw, &parameters) != 0 {
      fileSystem.inodes.forget(entry.id, lookups: 1)
    }
  }

  /// Hands a descriptor over as the file's handle; it is closed if nobody waits for it any more.
  func reply(_ file: consuming OwnedDescriptor, _ info: UnsafeMutablePointer<fuse_file_info>) {
    info.pointee.fh = UInt64(file.number)
    fileSystem.handles.issue(file.number)
    if fuse_reply_open(raw, info) == 0 {
      _ = file.release()
    } else {
      _ = try? fileSystem.handles.retire(info.pointee.fh)
    }
  }

  /// As for an entry and for an open, in one reply.
  func reply(
    _ created: consuming PassthroughFileSystem.Created,
    _ info: UnsafeMutablePointer<fuse_file_info>
  ) {
    var parameters = Self.parameters(created.entry)
    info.pointee.fh = UInt64(created.file.number)
    fileSystem.handles.issue(created.file.number)
    if fuse_reply_create(raw, &parameters, info) == 0 {
      _ = created.file.release()
    } else {
      _ = try? fileSystem.handles.retire(info.pointee.fh)
      fileSystem.inodes.forget(created.entry.id, lookups: 1)
    }
  }

  private static func parameters(_ entry: PassthroughFileSystem.Entry) -> fuse_entry_param {
    var parameters = fuse_entry_param()
    parameters.ino = entry.id
    parameters.attr = entry.attributes
    parameters.attr_timeout = validity
    parameters.entry_timeout = validity
    return parameters
  }
}

/// What libfuse must have passed with a request of this kind, so that no pointer is trusted
/// blindly.
func required<Pointee>(
  _ pointer: UnsafeMutablePointer<Pointee>?
) throws(Errno) -> UnsafeMutablePointer<Pointee> {
  guard let pointer else { throw Errno(EIO) }
  return pointer
}
