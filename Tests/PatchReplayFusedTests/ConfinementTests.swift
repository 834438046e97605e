import CLinuxFuse
import Glibc
import Testing

/// Nothing outside the served directory can be reached, whatever the peer sends.
@Suite(.timeLimit(.minutes(2))) struct ConfinementTests {
  private let outside: TemporaryDirectory
  private let client: FuseClient

  init() throws {
    outside = try TemporaryDirectory()
    try outside.write([1, 2, 3], to: "secret")
    #expect(mkdir(outside.path("served"), 0o755) == 0)
    client = try FuseClient("-s", "-o", "source=\(outside.path("served"))")
    try client.initialize()
  }

  @Test(arguments: ["..", ".", "", "../secret", "a/b", "/etc/passwd"])
  func `a name that is no single component is refused`(name: String) throws {
    #expect(throws: FuseClient.Refusal(code: EINVAL)) { try client.lookUp(name) }
    #expect(throws: FuseClient.Refusal(code: EINVAL)) { try client.create(name) }
    #expect(throws: FuseClient.Refusal(code: EINVAL)) { try client.unlink(name) }
  }

  @Test func `a symbolic link is neither opened nor written through`() throws {
    let link = try client.makeSymbolicLink("link", target: outside.path("secret"))
    #expect(link.attr.mode & S_IFMT == S_IFLNK)
    #expect(throws: FuseClient.Refusal(code: ELOOP)) {
      try client.open(link.nodeid, flags: O_RDONLY)
    }
    #expect(throws: FuseClient.Refusal(code: ELOOP)) { try client.create("link") }
    #expect(throws: FuseClient.Refusal.self) { try client.setSize(0, of: link.nodeid) }
    #expect(try outside.bytes(of: "secret") == [1, 2, 3])
  }

  @Test(arguments: [UInt64(0), 1, 2, 3, 4, 5, 1000, UInt64.max])
  func `a number that is no handle reaches no descriptor of the server`(handle: UInt64) throws {
    let badHandle = FuseClient.Refusal(code: EBADF)
    #expect(throws: badHandle) { try client.read(handle, at: 0, size: 10) }
    #expect(throws: badHandle) { try client.write([1], to: handle, at: 0) }
    #expect(throws: badHandle) { try client.release(handle) }
  }

  @Test func `a pipe is seen but not opened, so it cannot block the server`() throws {
    #expect(mkfifo(outside.path("served/pipe"), 0o644) == 0)
    let pipe = try client.lookUp("pipe")
    #expect(pipe.attr.mode & S_IFMT == S_IFIFO)
    #expect(throws: FuseClient.Refusal(code: ENXIO)) {
      try client.open(pipe.nodeid, flags: O_RDONLY)
    }
    #expect(throws: FuseClient.Refusal(code: ENXIO)) {
      try client.create("pipe", flags: O_WRONLY)
    }
  }
}
