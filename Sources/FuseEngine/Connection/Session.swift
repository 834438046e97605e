internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Looks a name up in a directory: LOOKUP.
  ///
  /// - Returns: The node, and its size in bytes.
  /// - Throws: ``ConnectionError``, with ENOENT where there is no such name.
  package mutating func lookUp(
    _ name: String, in directory: NodeID = .root
  ) throws(ConnectionError) -> (node: NodeID, size: UInt64) {
    var entry = fuse_entry_out()
    var bytes = Array(name.utf8CString)
    try call(
      .lookup, node: directory, slots: design.slots.pageless, body: &bytes,
      bodyBytes: bytes.count, reply: &entry, atLeast: minorVersion < 9 ? 120 : 128)
    // Node 0 means that there is no such name, with the time for which that is valid.
    guard entry.nodeid != 0 else {
      throw .refused(request: Opcode.lookup.name, ErrorNumber(rawValue: ENOENT))
    }
    return (NodeID(rawValue: entry.nodeid), entry.attr.size)
  }

  /// Asks for a node's attributes: GETATTR.
  ///
  /// - Returns: The file's size in bytes.
  package mutating func size(of node: NodeID) throws(ConnectionError) -> UInt64 {
    var question = fuse_getattr_in()
    var answer = fuse_attr_out()
    try call(
      .getattr, node: node, slots: design.slots.pageless, body: &question,
      bodyBytes: minorVersion < 9 ? 0 : MemoryLayout<fuse_getattr_in>.size, reply: &answer,
      atLeast: minorVersion < 9 ? 96 : 104)
    return answer.attr.size
  }

  /// Creates an empty file that its owner may read and write: CREATE, then RELEASE.
  ///
  /// - Parameter name: Its name in the root directory.
  /// - Returns: The new node.
  /// - Throws: ``ConnectionError``, with EEXIST where the name exists.
  package mutating func create(
    _ name: String
  ) throws(ConnectionError) -> NodeID {
    var question = fuse_create_in()
    question.flags = Self.openFlags | UInt32(O_CREAT) | UInt32(O_EXCL)
    question.mode = UInt32(S_IFREG) | 0o600
    var body = withUnsafeBytes(of: question) { Array($0) }
    body += name.utf8CString.map(UInt8.init(bitPattern:))
    var answer = CreateReply()
    try call(
      .create, node: .root, slots: design.slots.pageless, body: &body, bodyBytes: body.count,
      reply: &answer, atLeast: MemoryLayout<CreateReply>.size)
    guard answer.entry.nodeid != 0 else {
      throw .unusable(request: Opcode.create.name, reason: "it creates node 0")
    }
    let node = NodeID(rawValue: answer.entry.nodeid)
    try release(try openFile(node, answer.file, flags: Self.openFlags))
    return node
  }

  /// Removes a name from the root directory: UNLINK.
  package mutating func unlink(_ name: String) throws(ConnectionError) {
    var bytes = Array(name.utf8CString)
    var nothing: Void = ()
    try call(
      .unlink, node: .root, slots: design.slots.pageless, body: &bytes, bodyBytes: bytes.count,
      reply: &nothing, atLeast: 0)
  }

  /// Looks a path up, name by name.
  ///
  /// - Parameter path: Names separated by slashes, from the root.
  /// - Returns: The node, and its size in bytes.
  /// - Throws: ``ConnectionError``, with ENOENT where a name is missing.
  package mutating func lookUp(
    path: String
  ) throws(ConnectionError) -> (node: NodeID, size: UInt64) {
    var found = (node: NodeID.root, size: UInt64(0))
    for name in path.split(separator: "/") {
      found = try lookUp(String(name), in: found.node)
    }
    return found
  }

  /// Opens a file with O_DIRECT: OPEN.
  ///
  /// - Parameters:
  ///   - node: The file.
  ///   - isReadOnly: Whether to open it for reading only.
  /// - Returns: The open file.
  /// - Throws: ``ConnectionError`` where the server refuses.
  package mutating func open(
    _ node: NodeID, readOnly isReadOnly: Bool = false
  ) throws(ConnectionError) -> OpenFile {
    var question = fuse_open_in()
    question.flags = isReadOnly ? UInt32(O_RDONLY) | OpenFlag.direct : Self.openFlags
    var answer = fuse_open_out()
    try call(
      .open, node: node, slots: design.slots.pageless, body: &question, reply: &answer,
      atLeast: 16)
    return try openFile(node, answer, flags: question.flags)
  }

  private static var openFlags: UInt32 { UInt32(O_RDWR) | OpenFlag.direct }

  private mutating func openFile(
    _ node: NodeID, _ answer: fuse_open_out, flags: UInt32
  ) throws(ConnectionError) -> OpenFile {
    guard
      let reserved = makeRequest(slots: design.slots.reserved.slots(exact: 0))
    else { throw .outOfMemory }
    return OpenFile(
      handle: FileHandle(node: node, number: answer.fh, openFlags: flags),
      isSplitByCaller: answer.open_flags & UInt32(FOPEN_DIRECT_IO) != 0, reserved: reserved)
  }

  /// Closes a file: RELEASE, in the request that was reserved by the open.
  package mutating func release(_ file: consuming OpenFile) throws(ConnectionError) {
    var question = fuse_release_in()
    question.fh = file.handle.number
    question.flags = file.handle.openFlags
    var nothing: Void = ()
    try send(
      .release, node: file.handle.node, in: file.reserved, body: &question,
      bodyBytes: MemoryLayout<fuse_release_in>.size, reply: &nothing, atLeast: 0)
  }

  /// Ends the session: DESTROY.
  package mutating func destroy() throws(ConnectionError) {
    var nothing: Void = ()
    var empty: Void = ()
    try call(
      .destroy, node: NodeID(rawValue: 0), slots: design.slots.reserved, body: &nothing,
      bodyBytes: 0, reply: &empty, atLeast: 0)
  }
}

/// An open file, with the request that is reserved to close it.
package struct OpenFile: ~Copyable {
  let handle: FileHandle
  /// Whether the server set FOPEN_DIRECT_IO: the caller then splits a vector into segments before the
  /// request path sees it, at every stage.
  let isSplitByCaller: Bool
  let reserved: Request
}

/// The reply to CREATE: a node, and the file opened on it.
struct CreateReply {
  var entry = fuse_entry_out()
  var file = fuse_open_out()
}
