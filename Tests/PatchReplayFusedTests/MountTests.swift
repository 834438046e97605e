import Foundation
import Glibc
import Testing

/// The same program behind a real mount, used by the system's own tools.
@Suite(
  .timeLimit(.minutes(3)),
  .enabled(
    if: MountedServer.obstacle == nil,
    "SKIPPED, the real mount is not tested here: \(MountedServer.obstacle ?? "")")
) struct MountTests {
  @Test(arguments: ["-s", "-f"])
  func `cp, cmp, ls, mv, dd and rm work through the mount`(threading: String) throws {
    let server = try MountedServer(threading)
    let data = pattern(1_000_001)
    try server.source.write(data, to: "original")
    try expectSuccess("cp", server.path("original"), server.path("copy"))
    try expectSuccess("cmp", server.path("original"), server.path("copy"))
    #expect(try server.source.bytes(of: "copy") == data)
    try expectSuccess("mkdir", "-p", server.path("deep/deeper"))
    try expectSuccess("mv", server.path("copy"), server.path("deep/deeper/moved"))
    #expect(try expectSuccess("ls", server.path("deep/deeper")) == "moved\n")
    try expectSuccess(
      "dd", "if=\(server.path("deep/deeper/moved"))", "of=\(server.path("written"))", "bs=64k")
    try expectSuccess("cmp", server.path("original"), server.path("written"))
    try expectSuccess("ln", "-s", "original", server.path("link"))
    try expectSuccess("cmp", server.path("link"), server.path("written"))
    try expectSuccess("truncate", "-s", "10", server.path("written"))
    #expect(try server.source.bytes(of: "written") == Array(data[..<10]))
    try expectSuccess("touch", "-d", "2001-02-03 04:05:06 UTC", server.path("written"))
    #expect(try expectSuccess("stat", "-c", "%Y", server.source.path("written")) == "981173106\n")
    try expectSuccess("chmod", "604", server.path("written"))
    #expect(try expectSuccess("stat", "-c", "%a", server.source.path("written")) == "604\n")
    try expectSuccess("rm", "-r", server.path("deep"), server.path("link"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: server.source.path).sorted()
        == ["original", "written"])
    #expect(try server.stop().status == 0)
  }

  @Test func `rm removes a directory of many files`() throws {
    let server = try MountedServer("-s")
    #expect(mkdir(server.source.path("many"), 0o755) == 0)
    for number in 0..<3000 { try server.source.write([], to: "many/\(number)") }
    try expectSuccess("rm", "-r", server.path("many"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: server.source.path).isEmpty)
  }

  @Test(arguments: [(32, [131072]), (33, [131072, 4096]), (100, [131072, 131072, 131072, 16384])])
  func `a vectored direct write arrives in requests of 32 pages`(
    segmentCount: Int, sizes: [Int]
  ) throws {
    let server = try MountedServer("-s", "-d")
    let data = pattern(segmentCount * 4096)
    let descriptor = open(server.path("file"), O_RDWR | O_CREAT | directFlag, 0o644)
    try #require(descriptor >= 0)
    let written = transfer(data, segmentCount: segmentCount) { writev(descriptor, $0, $1) }
    #expect(written.count == data.count)
    let empty = [UInt8](repeating: 0, count: data.count)
    let read = transfer(empty, segmentCount: segmentCount) { preadv(descriptor, $0, $1, 0) }
    #expect(read.count == data.count)
    #expect(read.bytes == data)
    close(descriptor)
    #expect(try server.source.bytes(of: "file") == data)
    let log = try server.stop().log
    #expect(requestSizes("WRITE", in: log) == sizes)
    #expect(requestSizes("READ", in: log) == sizes)
  }

  @Test func `a signal unmounts before the server ends`() throws {
    let source = try TemporaryDirectory()
    let mountpoint = try TemporaryDirectory()
    let script = """
      "$0" -f -s -o source="$1" "$2" & server=$!
      until mountpoint -q "$2"; do sleep 0.02; done
      kill -TERM $server; wait $server; echo "status $?"
      mountpoint -q "$2" || echo "not mounted"
      """
    let result = try ChildProcess.run(
      "unshare", "--mount", "--propagation", "private", "sh", "-c", script, ChildProcess.server,
      source.path, mountpoint.path)
    #expect(result.output == "status 0\nnot mounted\n")
  }

  @Test func `an unmount from outside ends a server in the background`() throws {
    let mountpoint = try TemporaryDirectory()
    let script = """
      "$0" "$1" || exit 1
      scratch=$(ls -d /dev/shm/patch-replay-fused.*)
      echo data > "$1/file" && cat "$1/file"
      umount "$1"
      for n in $(seq 500); do ls $scratch > /dev/null 2>&1 || break; sleep 0.02; done
      ls -d /dev/shm/patch-replay-fused.* 2> /dev/null || echo "nothing left"
      """
    // A private /dev/shm shows what this server leaves there, and nobody else's directories.
    let result = try ChildProcess.run(
      "unshare", "--mount", "--propagation", "private", "sh", "-c",
      "mount -t tmpfs tmpfs /dev/shm && exec sh -c \"$0\" \"$@\"", script, ChildProcess.server,
      mountpoint.path)
    #expect(result.output == "data\nnothing left\n")
  }

  @discardableResult
  private func expectSuccess(_ words: String...) throws -> String {
    let child = try ChildProcess(words)
    let output = try child.readOutput()
    #expect(child.wait() == 0, "\(words.joined(separator: " ")): \(output)")
    return output
  }

  /// One vectored call over page-aligned segments of a page each, filled with `bytes` before.
  private func transfer(
    _ bytes: [UInt8], segmentCount: Int, _ call: (UnsafePointer<iovec>, Int32) -> Int
  ) -> (count: Int, bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 4096)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    let vector = (0..<segmentCount).map { index in
      iovec(iov_base: memory.baseAddress?.advanced(by: index * 4096), iov_len: 4096)
    }
    return (call(vector, Int32(segmentCount)), Array(memory))
  }

  /// The bytes of data in each request of a kind, from libfuse's log.
  private func requestSizes(_ opcode: String, in log: String) -> [Int] {
    let lines = log.split(separator: "\n", omittingEmptySubsequences: true)
    return lines.indices.compactMap { index in
      let words = lines[index].split(separator: " ")
      guard lines[index].contains("opcode: \(opcode) ("), let at = words.firstIndex(of: "insize:")
      else { return nil }
      if opcode == "WRITE" { return Int(words[at + 1].dropLast()).map { $0 - 80 } }
      // A READ's size is not in its line; the length of the reply is, with its header of 16.
      guard index + 1 < lines.count else { return nil }
      return lines[index + 1].split(separator: " ").last.flatMap { Int($0) }.map { $0 - 16 }
    }
  }
}
