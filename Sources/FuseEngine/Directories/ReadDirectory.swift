internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Lists a directory: OPENDIR, READDIR until the end, RELEASEDIR.
  ///
  /// Each READDIR carries one page.
  ///
  /// - Parameter directory: The directory's node.
  /// - Returns: The entries in the server's order.
  /// - Throws: ``ConnectionError`` where the server refuses or breaks the protocol.
  package mutating func entries(
    of directory: NodeID = .root
  ) throws(ConnectionError) -> [DirectoryEntry] {
    var question = fuse_open_in()
    var answer = fuse_open_out()
    try call(
      .opendir, node: directory, slots: design.slots.pageless, body: &question, reply: &answer,
      atLeast: MemoryLayout<fuse_open_out>.size)
    var entries: [DirectoryEntry] = []
    var offsets: Set<UInt64> = []
    while true {
      let offset = entries.last?.nextOffset ?? 0
      guard offsets.insert(offset).inserted else {
        throw .unusable(
          request: Opcode.readdir.name, reason: "offset \(offset) leads back to itself")
      }
      let page = try readDirectory(directory, handle: answer.fh, from: offset)
      if page.isEmpty { break }
      entries += page
    }
    var closing = fuse_release_in()
    closing.fh = answer.fh
    var nothing: Void = ()
    try call(
      .releasedir, node: directory, slots: design.slots.pageless, body: &closing,
      reply: &nothing, atLeast: 0)
    return entries
  }

  private mutating func readDirectory(
    _ directory: NodeID, handle: UInt64, from offset: UInt64
  ) throws(ConnectionError) -> [DirectoryEntry] {
    guard
      let request = makeRequest(slots: design.slots.singlePage.slots(exact: 1))
    else { throw .outOfMemory }
    let fields = request.fields
    fields.pointee.append(scratch[0], offset: 0, length: Limits.pageSize, design)
    fields.pointee.header = makeHeader(
      .readdir, node: directory,
      bytes: MemoryLayout<fuse_in_header>.size + MemoryLayout<fuse_read_in>.size)
    fields.pointee.body.fh = handle
    fields.pointee.body.offset = offset
    fields.pointee.body.size = UInt32(Limits.pageSize)
    parts.request[0] = iovec(&fields.pointee.header)
    parts.request[1] = iovec(&fields.pointee.body)
    parts.reply[0] = iovec(&fields.pointee.reply)
    let count = request.plan(Limits.pageSize, into: parts.reply, from: 1, design)
    note(.readdir, request: request, byteCount: Limits.pageSize, at: offset)
    let outcome: ReplyOutcome
    do throws(TransportError) {
      outcome = try exchange(
        parts.requestParts(2), for: parts.replyParts(1 + count), in: request)
    } catch {
      throw .transport(error)
    }
    switch outcome {
    case .refused(let error): throw .refused(request: Opcode.readdir.name, error)
    case .payload(let bytes):
      guard bytes <= Limits.pageSize else {
        throw .malformed(request: Opcode.readdir.name, bytes: bytes)
      }
      return try DirectoryEntry.entries(
        of: UnsafeRawBufferPointer(start: UnsafeRawPointer(scratch[0]), count: bytes))
    }
  }
}
