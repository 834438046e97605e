import Glibc
import Testing

@testable import patch_replay_fused

@Suite struct InodeTableTests {
  private let directory: TemporaryDirectory
  private let table: InodeTable

  init() throws {
    directory = try TemporaryDirectory()
    table = InodeTable(root: try Self.inode(directory.path))
  }

  private static func inode(_ path: String) throws -> Inode {
    let descriptor = try OwnedDescriptor(adopting: open(path, O_RDONLY | O_CLOEXEC))
    let attributes = try descriptor.attributes()
    return Inode(descriptor: descriptor, attributes: attributes)
  }

  @Test func `the served directory is node 1 and cannot be forgotten`() throws {
    #expect(table.remember(try Self.inode(directory.path)) == 1)
    table.forget(1, lookups: 100)
    table.forgetAll()
    #expect(throws: Never.self) { try table.inode(1) }
  }

  @Test func `one file has one number under all its names`() throws {
    try directory.write([], to: "first")
    #expect(link(directory.path("first"), directory.path("second")) == 0)
    let first = table.remember(try Self.inode(directory.path("first")))
    let second = table.remember(try Self.inode(directory.path("second")))
    #expect(first == second)
    #expect(table.count == 1)
  }

  @Test func `a file stays until every lookup is forgotten`() throws {
    try directory.write([], to: "file")
    let id = table.remember(try Self.inode(directory.path("file")))
    _ = table.remember(try Self.inode(directory.path("file")))
    table.forget(id, lookups: 1)
    #expect(table.count == 1)
    table.forget(id, lookups: 1)
    #expect(table.count == 0)
    #expect(throws: Errno(ESTALE)) { try table.inode(id) }
  }

  @Test func `forgetting more than was looked up, or the unknown, does no harm`() throws {
    try directory.write([], to: "file")
    let id = table.remember(try Self.inode(directory.path("file")))
    table.forget(id, lookups: .max)
    table.forget(id, lookups: 1)
    table.forget(12345, lookups: 1)
    #expect(table.count == 0)
  }

  @Test func `a number is never given out twice`() throws {
    try directory.write([], to: "file")
    let first = table.remember(try Self.inode(directory.path("file")))
    table.forget(first, lookups: 1)
    #expect(table.remember(try Self.inode(directory.path("file"))) != first)
  }

  @Test func `a forgotten file is closed`() throws {
    try directory.write([], to: "file")
    let inode = try Self.inode(directory.path("file"))
    let number = inode.descriptor.number
    weak let remembered = inode
    let id = table.remember(consume inode)
    #expect(fcntl(number, F_GETFD) >= 0)
    table.forget(id, lookups: 1)
    #expect(remembered == nil)
  }
}
