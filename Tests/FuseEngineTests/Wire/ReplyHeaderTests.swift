import CLinuxFuse
import FuseEngine
import Glibc
import Testing

/// Replies that break the protocol end the session with the request's name and the reason.
struct ReplyHeaderTests {
  static let initialized = ScriptedTransport.Reply(
    body: ScriptedTransport.bytes(
      of: fuse_init_out(
        major: 7, minor: 31, max_readahead: 0, flags: 0, max_background: 0,
        congestion_threshold: 0, max_write: 131_072, time_gran: 1, max_pages: 0,
        map_alignment: 0, flags2: 0, unused: (0, 0, 0, 0, 0, 0, 0))))

  struct Case: CustomTestStringConvertible {
    var name: String
    var reply: ScriptedTransport.Reply
    var says: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "a length that is not the message's", reply: .init(length: 17), says: "says 17 bytes"),
    Case(name: "the number of another request", reply: .init(unique: 77), says: "request 77"),
    Case(name: "a positive error", reply: .init(error: 5), says: "error 5"),
    Case(name: "an error out of range", reply: .init(error: -1000), says: "error -1000"),
    Case(
      name: "an error with data behind it", reply: .init(error: -5, body: [1, 2]),
      says: "2 bytes behind"),
    Case(
      name: "a notification that is cut short", reply: .init(error: 5, unique: 0, body: [1]),
      says: "NOTIFY_RETRIEVE"),
  ]

  @Test(arguments: cases)
  func `a reply that breaks the protocol is told with its request`(example: Case) throws {
    let transport = ScriptedTransport([Self.initialized, example.reply])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    let error = #expect(throws: ConnectionError.self) { try connection.size(of: .root) }
    #expect(error?.description.contains(example.says) == true, "\(String(describing: error))")
  }

  @Test func `notifications that ask for nothing kept here are passed over`() throws {
    let attributes = ScriptedTransport.bytes(of: fuse_attr_out())
    let transport = ScriptedTransport([
      Self.initialized, .init(error: 1, unique: 0, body: Array(repeating: 0, count: 8)),
      .init(error: 3, unique: 0, body: Array(repeating: 0, count: 20)),
      .init(error: 99, unique: 0), .init(body: attributes),
    ])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    #expect(try connection.size(of: .root) == 0)
  }

  @Test func `an ioctl's result that is no error number is an error`() throws {
    let opened = ScriptedTransport.bytes(of: fuse_open_out())
    let answer = fuse_ioctl_out(result: .min, flags: 0, in_iovs: 0, out_iovs: 0)
    let transport = ScriptedTransport([
      Self.initialized, .init(body: opened), .init(body: ScriptedTransport.bytes(of: answer)),
    ])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    let file = try connection.open(.root)
    var data: [UInt8] = [0]
    let result = try data.withUnsafeMutableBytes { memory throws(TransportError) in
      try connection.ioctl(IoctlCommand(rawValue: 1), file: file, memory: memory)
    }
    #expect(result == .failed(.inputOutput))
  }

  @Test(arguments: [
    (Int32(FUSE_NOTIFY_STORE.rawValue), 24, 4096, 4095),
    (Int32(FUSE_NOTIFY_STORE.rawValue), 24, 0, 1),
    (Int32(FUSE_NOTIFY_RETRIEVE.rawValue), 32, 0, 1),
    (Int32(FUSE_NOTIFY_INVAL_INODE.rawValue), 24, 0, 8),
  ])
  func `a notification has the bytes that it says, no fewer and no more`(
    code: Int32, body: Int, says: UInt32, has: Int
  ) throws {
    var bytes = [UInt8](repeating: 0, count: body + has)
    // The size of a store lies behind its node and offset.
    bytes.withUnsafeMutableBytes { $0.storeBytes(of: says, toByteOffset: 16, as: UInt32.self) }
    let transport = ScriptedTransport([
      Self.initialized, .init(error: code, unique: 0, body: bytes),
      .init(body: ScriptedTransport.bytes(of: fuse_attr_out())),
    ])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    let error = #expect(throws: ConnectionError.self) { try connection.size(of: .root) }
    guard case .transport(.protocolBroken) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `node 0 is no node`() throws {
    let transport = ScriptedTransport([
      Self.initialized, .init(body: ScriptedTransport.bytes(of: fuse_entry_out())),
      .init(body: [UInt8](repeating: 0, count: 144)),
    ])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    #expect(
      throws: ConnectionError.refused(request: "LOOKUP", ErrorNumber(rawValue: ENOENT))
    ) { try connection.lookUp("name") }
    #expect(
      throws: ConnectionError.unusable(request: "CREATE", reason: "it creates node 0")
    ) { try connection.create("name") }
  }

  @Test(arguments: [
    (name: "a/b", length: 3, says: "a slash"), ("", 0, "a name of 0 bytes"),
    ("x", 2000, "a name of 2000 bytes"), ("again", 5, "offset 0 leads back"),
  ])
  func `a directory's entry that the kernel takes from no server is refused`(
    name: String, length: Int, says: String
  ) throws {
    var entry = fuse_dirent()
    entry.ino = 7
    entry.namelen = UInt32(length)
    var bytes = Array(ScriptedTransport.bytes(of: entry).prefix(24)) + Array(name.utf8)
    bytes += [UInt8](repeating: 0, count: 40 - bytes.count)
    let transport = ScriptedTransport([
      Self.initialized, .init(body: ScriptedTransport.bytes(of: fuse_open_out())),
      .init(body: bytes),
    ])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    let error = #expect(throws: ConnectionError.self) { try connection.entries() }
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }

  @Test func `a page that the server stores or drops is known at once`() throws {
    let page = [UInt8](repeating: 7, count: 4096)
    let store = fuse_notify_store_out(nodeid: 2, offset: 4096, size: 4096, padding: 0)
    let drop = fuse_notify_inval_inode_out(ino: 2, off: 0, len: 0)
    let attributes = ScriptedTransport.bytes(of: fuse_attr_out())
    let transport = ScriptedTransport([
      Self.initialized,
      .init(error: 4, unique: 0, body: ScriptedTransport.bytes(of: store) + page),
      .init(body: attributes), .init(error: 2, unique: 0, body: ScriptedTransport.bytes(of: drop)),
      .init(body: attributes),
    ])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    let inode = Inode(node: NodeID(rawValue: 2), size: 0, capacity: 4)
    connection.register(inode)
    _ = try connection.size(of: inode.node)
    #expect(inode.hasPage(1) && !inode.hasPage(0))
    #expect(inode.size == 8192)
    var copy = [UInt8](repeating: 0, count: 4096)
    #expect(copy.withUnsafeMutableBytes { inode.copy(at: 4096, into: $0) } == 4096)
    #expect(copy == page)
    _ = try connection.size(of: inode.node)
    #expect(!inode.hasPage(1))
  }
}
