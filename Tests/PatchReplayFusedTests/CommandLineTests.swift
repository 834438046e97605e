import Glibc
import Testing

/// What the command line refuses, in words and with which exit status.
@Suite(.timeLimit(.minutes(2))) struct CommandLineTests {
  @Test(arguments: [
    ([], 64, "no mountpoint given"),
    (["-o", "max_write=12", "/dev/fd/0"], 64, "max_write=12 is not a number from 4096"),
    (["-o", "max_write=4096k", "/dev/fd/0"], 64, "max_write=4096k is not a number"),
    (["-o", "nonsense", "/dev/fd/0"], 64, "unknown option"),
    (["/dev/fd/0", "/dev/fd/1"], 64, "libfuse refused the command line"),
    (["-f", "-o", "source=/does/not/exist", "/dev/fd/0"], 66, "/does/not/exist: No such file"),
    (["-f", "-o", "source=/dev/null", "/dev/fd/0"], 66, "/dev/null: Not a directory"),
    (["-f", "/dev/fd/99"], 69, "/dev/fd/99: Bad file descriptor"),
    (["-f", "/dev/fd/0"], 69, "neither a socket nor /dev/fuse"),
  ])
  func `a wrong command line says why`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let child = try ChildProcess([ChildProcess.server] + arguments)
    let output = try child.readOutput()
    #expect(child.wait() == status)
    #expect(output.contains(words), "\(output)")
  }

  @Test func `a stream socket is refused, because it does not keep messages apart`() throws {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    let child = try ChildProcess(
      [ChildProcess.server, "-f", "/dev/fd/0"], standardInput: ends[1])
    #expect(try child.readOutput().contains("SOCK_SEQPACKET"))
    #expect(child.wait() == 69)
  }

  @Test func `help names every option of its own and succeeds`() throws {
    let help = try ChildProcess.run(ChildProcess.server, "--help")
    #expect(help.status == 0)
    for option in [
      "source=DIR", "direct_io", "max_write=", "max_read=", "sync_dio", "pages_by_address",
      "/dev/fd/N", "-s",
    ] {
      #expect(help.output.contains(option))
    }
  }

  @Test func `the version names libfuse and succeeds`() throws {
    let version = try ChildProcess.run(ChildProcess.server, "-V")
    #expect(version.status == 0)
    #expect(version.output.contains("FUSE library version 3."))
  }
}
