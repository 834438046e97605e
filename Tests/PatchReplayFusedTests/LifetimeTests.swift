import Foundation
import Glibc
import Testing

/// How the server ends, and that it leaves nothing behind.
@Suite(.timeLimit(.minutes(2))) struct LifetimeTests {
  @Test(arguments: [["-s"], ["-o", "max_threads=4"]])
  func `the server ends in silence when the socket closes`(options: [String]) throws {
    let client = try FuseClient(options[0], options.count > 1 ? options[1] : "-s")
    try client.initialize()
    client.disconnect()
    #expect(try client.server.readOutput() == "")
    #expect(client.server.wait() == 0)
  }

  @Test func `the server ends when the socket closes before the session has begun`() throws {
    let client = try FuseClient("-s")
    client.disconnect()
    #expect(try client.server.readOutput() == "")
    #expect(client.server.wait() == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP], [["-s", "-s"], ["-o", "max_threads=4"]])
  func `a signal ends the server in order`(signal: Int32, options: [String]) throws {
    let client = try FuseClient(options[0], options[1])
    try client.initialize()
    _ = try client.attributes(of: FuseClient.root)
    kill(client.server.processID, signal)
    #expect(client.server.wait() == 0)
  }

  @Test(arguments: [["-s", "-s"], ["-o", "max_threads=4"]])
  func `the private directory goes with the server`(options: [String]) throws {
    let client = try FuseClient(options[0], options[1])
    try client.initialize()
    let directory = try #require(try scratchDirectory(of: client.server.processID))
    let file = try client.create("file")
    _ = try client.write(pattern(1000), to: file.handle, at: 0)
    #expect(mkdir(directory + "/deep", 0o755) == 0)
    #expect(mkdir(directory + "/deep/deeper", 0o755) == 0)
    #expect(symlink("/etc", directory + "/deep/link") == 0)
    kill(client.server.processID, SIGTERM)
    #expect(client.server.wait() == 0)
    #expect(!FileManager.default.fileExists(atPath: directory))
    #expect(!FileManager.default.fileExists(atPath: directory + ".lock"))
    #expect(FileManager.default.fileExists(atPath: "/etc"))
  }

  @Test func `what a killed server left goes with the next one, and a living one's stays`() throws {
    let clients = [try FuseClient("-s"), try FuseClient("-s")]
    var directories: [String] = []
    for client in clients {
      try client.initialize()
      let directory = try #require(try scratchDirectory(of: client.server.processID))
      _ = try client.create("file")
      directories.append(directory)
    }
    kill(clients[0].server.processID, SIGKILL)
    _ = clients[0].server.wait()
    // Of that name, but nobody's that serves.
    let foreign = "/dev/shm/patch-replay-fused.test-\(getpid())"
    try #require(mkdir(foreign, 0o700) == 0)
    defer { rmdir(foreign) }
    let next = try FuseClient("-s")
    try next.initialize()
    #expect(!FileManager.default.fileExists(atPath: directories[0]))
    #expect(!FileManager.default.fileExists(atPath: directories[0] + ".lock"))
    #expect(FileManager.default.fileExists(atPath: foreign))
    #expect(FileManager.default.fileExists(atPath: directories[1] + "/file"))
  }

  @Test func `a source of one's own stays`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "source=\(source.path)")
    try client.initialize()
    try client.release(client.create("file").handle)
    client.disconnect()
    #expect(client.server.wait() == 0)
    #expect(try source.bytes(of: "file") == [])
  }

  /// The directory under the parent of all private ones that the process holds open.
  private func scratchDirectory(of processID: pid_t) throws -> String? {
    let folder = "/proc/\(processID)/fd"
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
      .first { $0.hasPrefix("/dev/shm/patch-replay-fused.") && !$0.hasSuffix(".lock") }
  }
}
