import Documents
import Foundation
import FuseEngine
import Glibc
import TestSupport
import Testing

/// A disk that takes direct I/O from aligned memory only.
enum AlignedDisk {
  /// A folder on one; nil where there is none.
  static let folder: URL? = [FileManager.default.temporaryDirectory, Tools.products]
    .first { isStrict($0.path) }

  /// Whether a file there refuses data that begins 80 bytes into a page.
  private static func isStrict(_ folder: String) -> Bool {
    var name = Array("\(folder)/aligned-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    unlink(name)
    guard fcntl(descriptor, F_SETFL, Int32(OpenFlag.direct)) == 0 else { return false }
    let pages = UnsafeMutableRawPointer.allocate(byteCount: 8192, alignment: 4096)
    defer { pages.deallocate() }
    return pwrite(descriptor, pages + 80, 4096, 0) < 0 && errno == EINVAL
      && pwrite(descriptor, pages, 4096, 0) == 4096
  }
}

/// A server that others wrote, and what becomes of our files on it.
@Suite(
  .serialized,
  .disabled(
    if: LibfuseExample.isMissing,
    "SKIPPED, libfuse's examples are not installed: \(LibfuseExample.sources) of libfuse3-dev"))
struct ForeignServerTests {
  static let mailbox = Tools.fixture("fuse-dio-v2.mbox")

  /// A folder of our own in some place, removed with this.
  struct Source: ~Copyable {
    let url: URL

    init(in place: URL = URL(fileURLWithPath: "/dev/shm")) throws {
      url = place.appendingPathComponent("patch-replay-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var names: [String] {
      get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
  }

  @Test(
    .enabled(if: AlignedDisk.folder != nil, "SKIPPED, no disk here that wants aligned memory"),
    arguments: [
      ["replay", mailbox, "--rounds", "1"], ["replay", mailbox, "--rounds", "1", "--jobs", "1,2"],
      ["trace", "--op", "write", "--segments", "0:4096"],
    ])
  func `a disk that refuses a WRITE is explained, and no file stays`(words: [String]) throws {
    let example = try LibfuseExample("passthrough_ll")
    let source = try Source(in: #require(AlignedDisk.folder))
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path,
      words + ["--server", "'\(example.program)' -f -o source='\(source.url.path)' {}"])
    #expect(finished.status == 74)
    #expect(finished.errors.contains("Invalid argument; the file is opened with O_DIRECT"))
    #expect(finished.errors.contains("source=/dev/shm"))
    #expect(try source.names.isEmpty)
  }

  @Test(
    .enabled(if: AlignedDisk.folder != nil, "SKIPPED, no disk here that wants aligned memory"))
  func `a read of part of a block is explained, and a file that is there stays`() throws {
    let example = try LibfuseExample("passthrough_ll")
    let source = try Source(in: #require(AlignedDisk.folder))
    try Data(count: 65_536).write(to: source.url.appendingPathComponent("file"))
    let finished = try Tools.patchReplay(
      "replay", Self.mailbox, "--rounds", "1", "--path", "file", "--workload", "read:1000",
      "--server", "'\(example.program)' -f -o source='\(source.url.path)' {}")
    #expect(finished.status == 74)
    #expect(finished.errors.contains("only whole blocks"))
    #expect(try source.names == ["file"])
  }

  @Test(
    .enabled(
      if: AlignedDisk.folder != nil && KernelLane.obstacle == nil,
      "SKIPPED, no disk here that wants aligned memory, or no kernel lane"))
  func `the kernel's mount of such a server is explained as well`() throws {
    let example = try LibfuseExample("passthrough_ll")
    let source = try Source(in: #require(AlignedDisk.folder))
    let mountpoint = try Source()
    let content = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 13) })
    try content.write(to: source.url.appendingPathComponent("file"))
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let server = "'\(example.program)' -o source='\(source.url.path)'"
    let script = """
      \(server) \(mountpoint.url.path) || exit 9
      \(program) kernel --file \(mountpoint.url.path)/file --write --rounds 1
      status=$?
      umount \(mountpoint.url.path)
      \(program) kernel --rounds 1 --server "\(server) -f {}"
      exit $((status * 1000 == 74000 && $? == 74 ? 74 : 1))
      """
    let finished = try Tools.run(
      "unshare", ["--mount", "--propagation", "private", "sh", "-c", script])
    #expect(finished.status == 74, "\(finished.errors)")
    let explained = finished.errors.split(separator: "\n").filter {
      $0.contains("Invalid argument; the file is opened with O_DIRECT")
    }
    #expect(explained.count == 2, "\(finished.errors)")
    #expect(try Data(contentsOf: source.url.appendingPathComponent("file")) == content)
    #expect(try source.names == ["file"])
  }

  @Test(
    .enabled(if: KernelLane.obstacle == nil, "SKIPPED, nothing can be mounted here"),
    arguments: ["replay \(mailbox)", "kernel"])
  func `a file system that cannot open with O_DIRECT keeps no file`(command: String) throws {
    let example = try LibfuseExample("passthrough_ll")
    let mountpoint = try Source()
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let script = """
      mount -t ramfs ramfs \(mountpoint.url.path) || exit 9
      \(program) \(command) --rounds 1 \
        --server "'\(example.program)' -f -o source=\(mountpoint.url.path) {}"
      status=$?
      ls -A \(mountpoint.url.path)
      umount \(mountpoint.url.path)
      exit $status
      """
    let finished = try Tools.run(
      "unshare", ["--mount", "--propagation", "private", "sh", "-c", script])
    #expect(finished.status == 74, "\(finished.errors)")
    #expect(finished.errors.contains("can do that only on a file system that has O_DIRECT"))
    #expect(finished.text.isEmpty)
  }

  @Test(arguments: ["1", "2"])
  func `the files of a server that is killed are named`(jobs: String) throws {
    let example = try LibfuseExample("passthrough_ll")
    let source = try Source()
    let marker = example.folder.appendingPathComponent("server.pid")
    let program = "\(example.program) -f -o source=\(source.url.path) {}"
    let process = Process()
    process.executableURL = Tools.products.appendingPathComponent("patch-replay")
    process.arguments = [
      "replay", Self.mailbox, "--time", "60", "--jobs", jobs, "--workload", "write:4k",
      "--server", "sh -c 'echo $$ >\(marker.path); exec \(program)'",
    ]
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let count = Int(jobs) ?? 0
    for _ in 0..<1000 where try source.names.count < count { usleep(10_000) }
    try #require(try source.names.count == count)
    let text = try String(contentsOf: marker, encoding: .utf8)
    kill(try #require(Int32(text.trimmingCharacters(in: .newlines))), SIGKILL)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
    let names = try source.names
    #expect(names.count == count)
    #expect(said.contains("left in the server's folder: \(names.joined(separator: ", "))"))
  }

  @Test func `a result is not lost with a file that cannot be removed`() throws {
    let example = try LibfuseExample("passthrough_ll")
    let source = try Source()
    // Names can be added to such a folder, not removed.
    let marked = try Tools.run("chattr", ["+a", source.url.path])
    defer { _ = try? Tools.run("chattr", ["-a", source.url.path]) }
    try #require(marked.status == 0, "chattr: \(marked.errors)")
    let finished = try Tools.patchReplay(
      "replay", Self.mailbox, "--rounds", "1", "--workload", "write:4k",
      "--server", "'\(example.program)' -f -o source='\(source.url.path)' {}")
    #expect(finished.status == 0, "\(finished.errors)")
    let name = try #require(try source.names.first)
    #expect(finished.text.contains("left in the server's folder: \(name)"))
  }

  @Test(.enabled(if: KernelLane.obstacle == nil, "SKIPPED, nothing can be mounted here"))
  func `requests that the server does not count are not shown as none`() throws {
    let example = try LibfuseExample("passthrough_ll")
    let source = try Source()
    let words = [
      "kernel", "--rounds", "1", "--workload", "read:4k",
      "--server", "'\(example.program)' -f -o source='\(source.url.path)' {}",
    ]
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let shown = try Tools.run(program, words + ["--progress"])
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.text.split(separator: "\n").count { $0.hasSuffix("    –      –") } == 2)
    #expect(!shown.errors.contains(" req"))
    let document = try Tools.run(program, words + ["--json"]).output
    let run = try JSONDecoder().decode(Run.self, from: document)
    let stages = try #require(run.lanes[.kernel]?.workloads.first?.stages)
    #expect(stages.count == 2)
    #expect(stages.allSatisfy { $0.counters.known(.requestsPerCall) == nil })
    let own = try Tools.patchReplay(
      "kernel", "--rounds", "1", "--workload", "read:4k", "--json")
    let known = try JSONDecoder().decode(Run.self, from: own.output).lanes[.kernel]?.workloads
    #expect(known?.first?.stages.map { $0.counters.known(.requestsPerCall) } == [1, 1])
  }

  @Test func `the README's example works as it stands`() throws {
    let readme = try String(
      contentsOf: Tools.fixtures.deletingLastPathComponent().appendingPathComponent("README.md"),
      encoding: .utf8)
    let lines = readme.split(separator: "\n").filter {
      $0.hasPrefix("    ") && $0.contains("passthrough_ll")
    }
    try #require(lines.count == 2)
    let scratch = try Scratch()
    try FileManager.default.copyItem(
      atPath: Self.mailbox, toPath: scratch.url.appendingPathComponent("series.mbox").path)
    let script = lines.joined(separator: "\n") + " --rounds 1"
    let finished = try Tools.run(
      "sh", ["-ec", "PATH='\(Tools.products.path)':$PATH\n\(script)"], in: scratch.url)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("writev:32x4k, 4 jobs"))
  }
}
