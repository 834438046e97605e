import Foundation
import TestSupport
import Testing

/// Runs that end early: what is known is shown, whatever keeps the rest from coming.
@Suite(
  .serialized,
  .enabled(
    if: KernelLane.obstacle == nil,
    "SKIPPED, runs that end early are not tested here: \(KernelLane.obstacle ?? "")"))
struct StopTests {
  /// Starts a run of many rounds and waits for the first complete ones.
  private func start(
    _ lanes: String, _ more: String..., in scratch: borrowing Scratch
  ) throws -> RunningTool {
    let tool = try RunningTool(
      Tools.products.appendingPathComponent("patch-replay").path,
      [
        "replay", Tools.fixture("fuse-dio-v2.mbox"), "--lane", lanes, "--workload", "readv:8x4k",
        "--rounds", "2000", "--progress",
      ] + more, in: scratch.url)
    try #require(tool.wait { $0.errors.contains("/2000 rounds") }, "\(tool.errors)")
    return tool
  }

  @Test(arguments: ["engine", "kernel", "engine,kernel"])
  func `a server that hangs is given up on the second interrupt, and the rounds are shown`(
    lanes: String
  ) throws {
    let scratch = try Scratch()
    let tool = try start(lanes, in: scratch)
    let server = try #require(tool.child(with: "patch-replay-fused"))
    kill(server, SIGSTOP)
    tool.send(SIGINT)
    #expect(tool.wait { $0.errors.contains("once more stops at once") })
    tool.send(SIGINT)
    #expect(tool.end() == 130)
    #expect(tool.text.contains("readv:8x4k"))
    #expect(tool.errors.contains("interrupted after"))
    #expect(kill(server, 0) != 0)
  }

  @Test(arguments: ["engine", "kernel"])
  func `a server that is killed is named behind the rounds`(lanes: String) throws {
    let scratch = try Scratch()
    let tool = try start(lanes, in: scratch)
    let server = try #require(tool.child(with: "patch-replay-fused"))
    kill(server, SIGKILL)
    #expect(tool.end() == 74)
    #expect(tool.text.contains("readv:8x4k"))
    #expect(tool.errors.contains("ended by signal 9"))
  }

  @Test(.disabled(if: LibfuseExample.isMissing, "SKIPPED, libfuse's examples are not installed"))
  func `one interrupt is no failure of a server that ends with its socket`() throws {
    let scratch = try Scratch()
    let example = try LibfuseExample("passthrough_ll")
    let source = try ForeignServerTests.Source()
    let tool = try start(
      "engine", "--server", "\(example.program) -f -o source=\(source.url.path) {}", in: scratch)
    tool.send(SIGINT)
    #expect(tool.end() == 130)
    #expect(tool.text.contains("readv:8x4k"))
    #expect(!tool.errors.contains("last words"))
    #expect(try source.names.isEmpty)
  }

  @Test(.disabled(if: LibfuseExample.isMissing, "SKIPPED, libfuse's examples are not installed"))
  func `files that are left on a server that hangs are named before a round is over, too`() throws {
    let scratch = try Scratch()
    let example = try LibfuseExample("passthrough_ll")
    let source = try ForeignServerTests.Source()
    let tool = try RunningTool(
      Tools.products.appendingPathComponent("patch-replay").path,
      [
        "replay", Tools.fixture("fuse-dio-v2.mbox"), "--server",
        "\(example.program) -f -o source=\(source.url.path) {}",
      ], in: scratch.url)
    try #require(tool.wait { _ in (try? source.names.isEmpty) == false })
    kill(try #require(tool.child(with: example.program)), SIGSTOP)
    tool.send(SIGINT)
    #expect(tool.wait { $0.errors.contains("once more stops at once") })
    tool.send(SIGINT)
    #expect(tool.end() == 130)
    let left = try source.names
    #expect(!left.isEmpty)
    #expect(tool.errors.contains("left in the server's folder: "), "\(tool.errors)")
  }

  @Test(
    .disabled(if: LibfuseExample.isMissing, "SKIPPED, libfuse's examples are not installed"),
    arguments: ["engine", "kernel"])
  func `a server behind a shell is ended with it`(lanes: String) throws {
    let scratch = try Scratch()
    let example = try LibfuseExample("passthrough_ll")
    let source = try ForeignServerTests.Source()
    let command = "\(example.program) -f -o source=\(source.url.path) {}; true"
    let tool = try start(lanes, "--server", "sh -c '\(command)'", in: scratch)
    // Not the shells, whose command lines have the name, too.
    let server = try #require(tool.child { $0.hasPrefix(example.program) })
    kill(server, SIGSTOP)
    tool.send(SIGINT)
    #expect(tool.wait { $0.errors.contains("once more stops at once") })
    tool.send(SIGINT)
    #expect(tool.end() == 130)
    #expect(tool.text.contains("readv:8x4k"))
    for _ in 0..<500 where kill(server, 0) == 0 { usleep(10_000) }
    #expect(kill(server, 0) != 0)
  }

  @Test(arguments: [false, true])
  func `a mount of somebody else's whose server hangs is left behind`(
    hangsFromTheStart: Bool
  ) throws {
    let scratch = try Scratch()
    let mountpoint = scratch.url.appendingPathComponent("mnt")
    let source = scratch.url.appendingPathComponent("source")
    for folder in [mountpoint, source] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try Data(repeating: 5, count: 1 << 20).write(to: source.appendingPathComponent("file"))
    // All in one mount namespace, which ends with the shell.
    let products = Tools.products.path
    let script = """
      \(products)/patch-replay-fused -f -o source=\(source.path) \(mountpoint.path) &
      until [ -e \(mountpoint.path)/file ]; do sleep 0.1; done
      if \(hangsFromTheStart); then kill -STOP $!; sleep 2; fi
      exec \(products)/patch-replay kernel --file \(mountpoint.path)/file --rounds 2000 --progress
      """
    let tool = try RunningTool(
      "unshare", ["--mount", "--propagation", "private", "sh", "-c", script], in: scratch.url)
    if hangsFromTheStart {
      try #require(tool.wait { $0.isListening })
    } else {
      try #require(tool.wait { $0.errors.contains("/2000 rounds") }, "\(tool.errors)")
    }
    let server = try #require(tool.child(with: "patch-replay-fused"))
    let mounts = try String(contentsOfFile: "/proc/\(server)/mountinfo", encoding: .utf8)
    let line = try #require(
      mounts.split(separator: "\n").first { $0.contains(" \(mountpoint.path) ") })
    let minor = try #require(line.split(separator: " ")[2].split(separator: ":").last)
    kill(server, SIGSTOP)
    tool.send(SIGINT)
    #expect(tool.wait { $0.errors.contains("once more stops at once") })
    tool.send(SIGINT)
    let words = "echo 1 > /sys/fs/fuse/connections/"
    #expect(tool.wait { $0.errors.contains(words) })
    #expect(tool.text.contains("readv:32x4k") == !hangsFromTheStart)
    // What it names is this connection.
    #expect(tool.errors.contains("\(words)\(minor)/abort"))
    // The thread that hangs keeps the process until the server goes on, or is gone.
    kill(server, SIGKILL)
    #expect(tool.end() == 130)
  }
}
