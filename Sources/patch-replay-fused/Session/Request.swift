import CFuse3
import Glibc

/// One request of the kernel, with the file system that handles it; it takes one reply.
struct Request {
  /// How long the kernel may cache names and attributes, in seconds.
  ///
  /// Short, because other programs may use the served directory at the same time.
  private static let validity = 1.0

  let raw: fuse_req_t
  let fileSystem: PassthroughFileSystem

  /// Runs the handler of a request; an error that it throws becomes the reply.
  ///
  /// This is the boundary to C: nothing is thrown across it.
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

  /// Ends a request that gets no reply, such as FORGET; libfuse frees it.
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

  /// Replies with a file; the lookup is subtracted again where the reply cannot be delivered.
  func reply(_ entry: PassthroughFileSystem.Entry) {
    var parameters = Self.parameters(entry)
    if fuse_reply_entry(raw, &parameters) != 0 {
      fileSystem.inodes.forget(entry.id, lookups: 1)
    }
  }

  /// Replies with a descriptor as the file's handle; it is closed where the reply cannot be delivered.
  func reply(_ file: consuming OwnedDescriptor, _ info: UnsafeMutablePointer<fuse_file_info>) {
    info.pointee.fh = UInt64(file.number)
    fileSystem.handles.issue(file.number)
    if fuse_reply_open(raw, info) == 0 {
      _ = file.release()
    } else {
      _ = try? fileSystem.handles.retire(info.pointee.fh)
    }
  }

  /// Replies with a file and its handle.
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

/// Unwraps an argument that libfuse must pass with a request of this kind.
///
/// - Throws: `EIO` where it is missing.
func required<Pointee>(
  _ pointer: UnsafeMutablePointer<Pointee>?
) throws(Errno) -> UnsafeMutablePointer<Pointee> {
  guard let pointer else { throw Errno(EIO) }
  return pointer
}
