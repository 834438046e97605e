import CLinuxFuse
import Foundation
import Glibc
import Testing

/// The server as a program, with the test in the kernel's place.
@Suite(.timeLimit(.minutes(2))) struct SocketSessionTests {
  @Test(arguments: [["-s"], []])
  func `data comes back as it was written`(threading: [String]) throws {
    let source = try TemporaryDirectory()
    let client =
      try threading.isEmpty
      ? FuseClient("-o", "source=\(source.path)") : FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    let data = pattern(300_000)
    let file = try client.create("file")
    for start in stride(from: 0, to: data.count, by: 131072) {
      let part = Array(data[start..<min(start + 131072, data.count)])
      #expect(try client.write(part, to: file.handle, at: UInt64(start)) == part.count)
    }
    try client.release(file.handle)
    #expect(try source.bytes(of: "file") == data)

    let entry = try client.lookUp("file")
    #expect(entry.nodeid == file.node)
    #expect(entry.attr.size == 300_000)
    let handle = try client.open(entry.nodeid, flags: O_RDONLY).fh
    #expect(try client.read(handle, at: 0, size: 131072) == Array(data[..<131072]))
    #expect(try client.read(handle, at: 131_071, size: 5000) == Array(data[131_071..<136_071]))
    try client.release(handle)
    client.disconnect()
    #expect(client.server.wait() == 0)
  }

  @Test func `a read past the end is short, and empty beyond it`() throws {
    let source = try TemporaryDirectory()
    try source.write(pattern(5000), to: "file")
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    let handle = try client.open(client.lookUp("file").nodeid, flags: O_RDONLY).fh
    #expect(try client.read(handle, at: 4096, size: 4096) == Array(pattern(5000)[4096...]))
    #expect(try client.read(handle, at: 5000, size: 4096).isEmpty)
    #expect(try client.read(handle, at: 1 << 40, size: 4096).isEmpty)
  }

  @Test func `a name that does not exist is ENOENT`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    #expect(throws: FuseClient.Refusal(code: ENOENT)) { try client.lookUp("nothing") }
    #expect(throws: FuseClient.Refusal(code: ENOENT)) { try client.unlink("nothing") }
  }

  @Test(arguments: [
    ("", 131072, 32), ("max_write=4096,", 4096, 1), ("max_write=1048576,", 1_048_576, 256),
  ])
  func `the negotiated size of a write decides its pages`(
    option: String, writeBytes: UInt32, pages: UInt16
  ) throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "\(option)source=\(source.path)")
    let reply = try client.initialize()
    #expect(reply.max_write == writeBytes)
    #expect(reply.max_pages == pages)
    let data = pattern(Int(writeBytes))
    let file = try client.create("file")
    #expect(try client.write(data, to: file.handle, at: 0) == data.count)
    #expect(try client.read(file.handle, at: 0, size: data.count) == data)
  }

  @Test func `splicing is not asked for when it is offered`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    let splicing = UInt32(FUSE_SPLICE_READ | FUSE_SPLICE_WRITE | FUSE_SPLICE_MOVE)
    #expect(try client.initialize(flags: splicing).flags & splicing == 0)
  }

  @Test func `an older major version is refused, a newer one is asked to come down`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    #expect(throws: FuseClient.Refusal(code: EPROTO)) { try client.initialize(major: 6) }
    #expect(try client.initialize(major: 8).major == 7)
    #expect(try client.initialize().major == 7)
    #expect(throws: FuseClient.Refusal(code: EIO)) { try client.initialize() }
  }

  @Test func `a write that states more bytes than it brings is refused`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    let file = try client.create("file")
    #expect(throws: FuseClient.Refusal(code: EIO)) {
      try client.write([1, 2, 3], to: file.handle, at: 0, statedSize: 100_000)
    }
    #expect(try client.attributes(of: file.node).size == 0)
  }

  @Test func `a read of more than was negotiated is refused`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    let file = try client.create("file")
    #expect(throws: FuseClient.Refusal(code: EINVAL)) {
      try client.read(file.handle, at: 0, size: 131073)
    }
  }

  @Test func `an impossible handle is EBADF`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    #expect(throws: FuseClient.Refusal(code: EBADF)) {
      try client.read(UInt64.max, at: 0, size: 10)
    }
  }

  @Test func `O_DIRECT does not reach the file`() throws {
    // In the private directory, because tmpfs is what refuses the flag.
    let client = try FuseClient("-s")
    try client.initialize()
    let file = try client.create("file", flags: O_RDWR | directFlag)
    #expect(try client.write([1, 2, 3], to: file.handle, at: 0) == 3)
    let handle = try client.open(file.node, flags: O_RDONLY | directFlag).fh
    #expect(try client.read(handle, at: 1, size: 10) == [2, 3])
  }

  @Test(arguments: [("", UInt32(0)), ("direct_io,", 1)])
  func `direct_io is said at every open`(option: String, flags: UInt32) throws {
    let source = try TemporaryDirectory()
    try source.write([1], to: "file")
    let client = try FuseClient("-s", "-o", "\(option)source=\(source.path)")
    try client.initialize()
    #expect(try client.open(client.lookUp("file").nodeid, flags: O_RDONLY).open_flags == flags)
  }

  @Test func `a forgotten node is stale`() throws {
    let source = try TemporaryDirectory()
    try source.write([1], to: "file")
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    let node = try client.lookUp("file").nodeid
    #expect(try client.lookUp("file").nodeid == node)
    try client.forget(node, lookups: 1)
    #expect(try client.attributes(of: node).size == 1)
    try client.forget(node, lookups: 1)
    #expect(throws: FuseClient.Refusal(code: ESTALE)) { try client.attributes(of: node) }
    #expect(try client.lookUp("file").nodeid != node)
  }

  @Test(arguments: [280, 512, 4096, 65536])
  func `a directory lists every name once, whatever fits a reply`(replySize: Int) throws {
    let source = try TemporaryDirectory()
    let names = (1...400).map { String(repeating: "n", count: $0 % 37) + "\($0)" } + ["a", "b"]
    for name in names { try source.write([], to: name) }
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    #expect(try client.list(replySize: replySize).sorted() == (names + [".", ".."]).sorted())
  }

  @Test func `a truncation, a rename and a removal reach the files`() throws {
    let source = try TemporaryDirectory()
    try source.write(pattern(100), to: "old")
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    #expect(try client.setSize(10, of: client.lookUp("old").nodeid).size == 10)
    try client.rename("old", to: "new")
    #expect(try source.bytes(of: "new") == Array(pattern(100)[..<10]))
    try client.unlink("new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: source.path).isEmpty)
  }
}
