internal import CLinuxFuse
internal import Glibc
internal import PeerProtocol

extension PatternServer {
  private static let fileNode = UInt64(FUSE_ROOT_ID) + 1

  /// The reply to a request without pages.
  func describe(_ header: fuse_in_header, _ message: UnsafeBufferPointer<iovec>) -> Answer {
    switch header.opcode {
    case Opcode.initialize.number:
      var answer = fuse_init_out()
      answer.major = UInt32(FUSE_KERNEL_VERSION)
      answer.minor = UInt32(FUSE_KERNEL_MINOR_VERSION)
      answer.max_write = UInt32.max
      answer.max_readahead = UInt32.max
      answer.flags = initFlags
      return .value(header, answer)
    case Opcode.lookup.number:
      guard let asked = message[1].iov_base, strcmp(asked, fileName) == 0 else {
        return .refusal(header, ENOENT)
      }
      var entry = fuse_entry_out()
      entry.nodeid = Self.fileNode
      entry.attr.size = fileSize
      return .value(header, entry)
    case Opcode.create.number:
      var entry = fuse_entry_out()
      entry.nodeid = Self.fileNode
      return .value(header, CreateReply(entry: entry))
    case Opcode.getattr.number:
      var attributes = fuse_attr_out()
      attributes.attr.size = fileSize
      return .value(header, attributes)
    case Opcode.open.number, Opcode.opendir.number: return .value(header, fuse_open_out())
    case Opcode.readdir.number: return readdir(header, message)
    case Opcode.release.number, Opcode.destroy.number, Opcode.flush.number, Opcode.fsync.number,
      Opcode.releasedir.number, Opcode.unlink.number:
      return Answer(unique: header.unique, byteCount: 0, content: .bytes([]))
    default: return .refusal(header, ENOSYS)
    }
  }

  /// The reply to READDIR: one entry, then the end.
  private func readdir(
    _ header: fuse_in_header, _ message: UnsafeBufferPointer<iovec>
  ) -> Answer {
    guard let body = message[1].iov_base?.loadUnaligned(as: fuse_read_in.self), body.offset == 0
    else { return Answer(unique: header.unique, byteCount: 0, content: .bytes([])) }
    var entry = fuse_dirent()
    entry.ino = Self.fileNode
    entry.off = 1
    entry.namelen = UInt32(fileName.utf8.count)
    var bytes = withUnsafeBytes(of: entry) { Array($0.prefix(DirectoryEntry.nameOffset)) }
    bytes += fileName.utf8
    bytes += Array(repeating: 0, count: DirectoryEntry.padding(bytes.count))
    return Answer(unique: header.unique, byteCount: bytes.count, content: .bytes(bytes))
  }

  func ioctl(
    _ header: fuse_in_header, _ message: UnsafeBufferPointer<iovec>
  ) -> [Answer] {
    guard let body = message[1].iov_base?.loadUnaligned(as: fuse_ioctl_in.self) else {
      return [.refusal(header, EIO)]
    }
    let isUnrestricted = body.flags & UInt32(FUSE_IOCTL_UNRESTRICTED) != 0
    if isUnrestricted, body.in_size == 0, unrestrictedBytes > 0 {
      return [comeAgain(header, body)]
    }
    var data = [UInt8](repeating: 0, count: Int(body.in_size))
    data.withUnsafeMutableBytes { data in
      guard let start = data.baseAddress else { return }
      message.copy(
        from: MemoryLayout<fuse_in_header>.size + MemoryLayout<fuse_ioctl_in>.size, into: start,
        bytes: data.count, of: Int(header.len))
    }
    switch IoctlCommand(rawValue: body.cmd) {
    case ServerIoctl.retrieve:
      let question = data.withUnsafeBytes { $0.loadUnaligned(as: ServerIoctl.Retrieval.self) }
      return [notification(question), reply(header, [])]
    case ServerIoctl.retrieved:
      return [reply(header, withUnsafeBytes(of: lastRetrieved) { Array($0) })]
    default: return [reply(header, data.map { ~$0 })]
    }
  }

  private func reply(_ header: fuse_in_header, _ data: [UInt8]) -> Answer {
    let bytes = withUnsafeBytes(of: fuse_ioctl_out()) { Array($0) } + data
    return Answer(unique: header.unique, byteCount: bytes.count, content: .bytes(bytes))
  }

  /// The reply that asks for a retry with the same memory as input and output.
  private func comeAgain(_ header: fuse_in_header, _ body: fuse_ioctl_in) -> Answer {
    var answer = fuse_ioctl_out()
    answer.flags = UInt32(FUSE_IOCTL_RETRY)
    answer.in_iovs = 1
    answer.out_iovs = 1
    let piece = fuse_ioctl_iovec(base: body.arg, len: UInt64(unrestrictedBytes))
    let bytes =
      withUnsafeBytes(of: answer) { Array($0) }
      + withUnsafeBytes(of: (piece, piece)) { Array($0) }
    return Answer(unique: header.unique, byteCount: bytes.count, content: .bytes(bytes))
  }

  private func notification(_ question: ServerIoctl.Retrieval) -> Answer {
    var notice = fuse_notify_retrieve_out()
    notice.notify_unique = 1
    notice.nodeid = question.node
    notice.offset = question.offset
    notice.size = UInt32(truncatingIfNeeded: question.byteCount)
    let bytes = withUnsafeBytes(of: notice) { Array($0) }
    return Answer(
      unique: 0, error: Int32(FUSE_NOTIFY_RETRIEVE.rawValue), byteCount: bytes.count,
      content: .bytes(bytes))
  }

  func takeRetrieved(_ message: UnsafeBufferPointer<iovec>) {
    guard let body = message[1].iov_base?.loadUnaligned(as: fuse_notify_retrieve_in.self) else {
      return
    }
    var data = [UInt8](repeating: 0, count: Int(body.size))
    data.withUnsafeMutableBytes { data in
      guard let start = data.baseAddress else { return }
      let headers =
        MemoryLayout<fuse_in_header>.size + MemoryLayout<fuse_notify_retrieve_in>.size
      message.copy(from: headers, into: start, bytes: data.count, of: headers + data.count)
    }
    lastRetrieved = data.withUnsafeBytes { ServerIoctl.Retrieved(of: $0) }
  }
}
