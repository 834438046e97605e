import Foundation
import Testing

/// Whether this machine has a kernel lane.
enum KernelLane {
  /// Why no mount can be made here; nil where one can.
  static let obstacle: String? = {
    let trial = try? Tools.patchReplay(
      "trace", "--lane", "kernel", "--op", "read", "--segments", "0:1")
    return trial?.status == 0 ? nil : trial?.errors ?? "patch-replay does not start"
  }()
}

/// The running kernel on a real mount, beside the engine.
///
/// Equality of requests is owed where the server takes 32 pages, the file is opened past the page
/// cache, every reply is full, reads lie inside the file and no segment faults.
@Suite(
  .serialized,
  .enabled(
    if: KernelLane.obstacle == nil,
    "SKIPPED, the kernel lane is not tested here: \(KernelLane.obstacle ?? "")"))
struct KernelTests {
  struct Request: Hashable {
    var op: String
    var offset: Int
    var size: Int
  }

  struct Line {
    var result: Int
    var requests: [Request]
  }

  /// Traces shapes; what only the engine counts is left out.
  func trace(_ shapes: String, _ options: String...) throws -> [Line] {
    let scratch = try Scratch()
    let file = try scratch.file("shapes.jsonl", shapes)
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path,
      ["trace", "--shapes", file] + options)
    try #require(finished.status == 0, "\(finished.errors)")
    return try finished.text.split(separator: "\n").map { line in
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let requests = try #require(object["requests"] as? [[String: Any]])
      return Line(
        result: try #require(object["result"] as? Int),
        requests: requests.map {
          Request(
            op: $0["op"] as? String ?? "", offset: $0["offset"] as? Int ?? -1,
            size: $0["size"] as? Int ?? -1)
        })
    }
  }

  @Test func `stage 11 sends what the kernel sends for 2,000 random vectors`() throws {
    let shapes = Shapes(seed: 618, goWrong: false).lines(2000)
    let engine = try trace(shapes, "--stage", "11")
    let kernel = try trace(shapes, "--lane", "kernel")
    #expect(engine.count == 2000 && kernel.count == 2000)
    let different = zip(engine, kernel).enumerated().filter {
      $1.0.result != $1.1.result || $1.0.requests != $1.1.requests
    }.map(\.offset)
    #expect(different.isEmpty, "shapes \(different.prefix(5))")
  }

  @Test(arguments: [0, 5, 9])
  func `stages 0 to 9 send what the kernel sends for one call a segment`(stage: Int) throws {
    let lines = Shapes(seed: 2012, goWrong: false).lines(150).split(separator: "\n")
    var parts = ""
    var counts: [Int] = []
    for line in lines {
      let shape = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let segments = try #require(shape["segments"] as? [[Int]])
      var offset = try #require(shape["offset"] as? Int)
      for segment in segments {
        let op = try #require(shape["op"] as? String)
        parts += "{\"op\": \"\(op)\", \"offset\": \(offset), \"segments\": [\(segment)]}\n"
        offset += segment[1]
      }
      counts.append(segments.count)
    }
    let engine = try trace(
      lines.joined(separator: "\n"), "--stage", "\(stage)"
    ).map(\.requests)
    var kernel = try trace(parts, "--lane", "kernel")[...]
    for (index, count) in counts.enumerated() {
      let requests = kernel.prefix(count).flatMap(\.requests)
      kernel = kernel.dropFirst(count)
      #expect(engine[index] == requests, "shape \(index)")
    }
  }

  @Test func `both lanes are measured in the same rounds and compared`() throws {
    let finished = try Tools.patchReplay(
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--lane", "engine,kernel", "--rounds", "6",
      "--workload", "writev:8x4k", "--json")
    try #require(finished.status == 0, "\(finished.errors)")
    let lanes = try #require(try finished.json()["lanes"] as? [String: Any])
    let kernel = try #require(
      ((lanes["kernel"] as? [String: Any])?["workloads"] as? [[String: Any]])?.first)
    let stages = try #require(kernel["stages"] as? [[String: Any]])
    #expect(stages.map { $0["number"] as? Int } == [0, 1])
    let counters = stages.map {
      ($0["counters"] as? [String: Any])?["requests_per_call"] as? Double
    }
    #expect(counters == [8, 1])
    #expect(stages.map { ($0["samples"] as? [Double])?.count } == [6, 6])
    #expect(stages[1]["vs_engine"] is [String: Any])
    #expect((lanes["engine"] as? [String: Any]) != nil)
  }

  @Test func `a condition is about patches, of which the kernel has none`() throws {
    let alone = try Tools.patchReplay(
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--lane", "kernel", "--fail-on", "faster:5%")
    #expect(alone.status == 64)
    #expect(alone.errors.contains("--fail-on judges patches, which only the engine's lane has"))
    // Patch 1 sends the same requests; one call for the vector is far faster than eight.
    let both = try Tools.patchReplay(
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--lane", "engine,kernel", "--rounds", "6",
      "--workload", "writev:8x4k", "--fail-on", "faster:30%")
    #expect(both.text.contains("kernel: writev:8x4k"), "\(both.errors)")
    #expect(!both.errors.contains("patch 1 is faster"), "\(both.errors)")
  }

  @Test func `the mount and its server end with the program, whatever ends it`() throws {
    let scratch = try Scratch()
    let marker = scratch.url.appendingPathComponent("server.pid").path
    let process = Process()
    process.executableURL = Tools.products.appendingPathComponent("patch-replay")
    let server = Tools.products.appendingPathComponent("patch-replay-fused").path
    process.arguments = [
      "kernel", "--time", "60", "--server",
      "sh -c 'echo $$ >\(marker); exec \(server) -f -s {}'",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var pid: Int32?
    for _ in 0..<1000 where pid == nil {
      usleep(10_000)
      pid = (try? String(contentsOfFile: marker, encoding: .utf8))
        .flatMap { Int32($0.trimmingCharacters(in: .newlines)) }
    }
    let serverProcess = try #require(pid)
    usleep(200_000)
    #expect(kill(serverProcess, 0) == 0)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    for _ in 0..<1000 where kill(serverProcess, 0) == 0 { usleep(10_000) }
    #expect(kill(serverProcess, 0) != 0)
    let mounts = try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
    #expect(!mounts.contains("patch-replay"))
  }

  @Test(arguments: ["read:4k", "readv:32x4k", "write:4k"])
  func `the rounds before somebody's server ended are shown, and that it ended`(
    workload: String
  ) throws {
    let scratch = try Scratch()
    let mountpoint = scratch.url.appendingPathComponent("mnt")
    let source = scratch.url.appendingPathComponent("source")
    for folder in [mountpoint, source] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try Data(count: 1_000_000).write(to: source.appendingPathComponent("file"))
    let measure = """
      \(Tools.products.path)/patch-replay kernel --file \(mountpoint.path)/file --write \
      --workload \(workload) --time 60
      """
    // The server is killed when a round is over, by the number that its own shell knows.
    let script = """
      cd \(scratch.url.path)
      \(Tools.products.path)/patch-replay-fused -f -o source=\(source.path) mnt & server=$!
      for i in $(seq 500); do [ -e mnt/file ] && break; sleep 0.02; done
      \(measure) --progress >text 2>errors & measuring=$!
      for i in $(seq 1500); do grep -q 'rounds, about' errors && break; sleep 0.02; done
      kill -KILL $server
      wait $measuring; echo "ended $?"
      \(measure) >>text 2>>errors; echo "dead $?"
      umount -l mnt
      cat text
      cat errors >&2
      """
    let finished = try Tools.run(
      "unshare", ["--mount", "--propagation", "private", "sh", "-c", script])
    #expect(finished.text.hasPrefix("ended 74\ndead 74\n"), "\(finished.text)")
    #expect(finished.text.contains("kernel: \(workload)"))
    let words = finished.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("ended early: "))
    #expect(words.contains("mnt/file: its file system's server ended:"))
    #expect(
      finished.errors.contains(
        /its file system's server ended: [^;]*; \d+ complete rounds are shown/))
    #expect(finished.errors.contains("server ended: Transport endpoint is not connected\n"))
  }

  @Test func `a file on somebody's mount is read, and written only when that is said`() throws {
    let plain = try Tools.patchReplay("kernel", "--file", "/etc/passwd", "--rounds", "6")
    #expect(plain.status == 65)
    #expect(plain.errors.contains("is not on a FUSE mount"))
    let missing = try Tools.patchReplay("kernel", "--file", "/no/such/file")
    #expect(missing.status == 66)
    let scratch = try Scratch()
    let mountpoint = scratch.url.appendingPathComponent("mnt")
    let source = scratch.url.appendingPathComponent("source")
    for folder in [mountpoint, source] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let content = Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 17) })
    try content.write(to: source.appendingPathComponent("file"))
    // All in one mount namespace, which ends with the shell.
    let products = Tools.products.path
    let script = """
      \(products)/patch-replay-fused -o source=\(source.path) \(mountpoint.path) || exit 9
      \(products)/patch-replay kernel --file \(mountpoint.path)/file --rounds 6 || exit 8
      \(products)/patch-replay kernel --file \(mountpoint.path)/file --workload writev:8x4k \
        --rounds 6 && exit 7
      \(products)/patch-replay kernel --file \(mountpoint.path)/file --workload writev:8x4k \
        --write --rounds 6 || exit 6
      umount \(mountpoint.path)
      """
    let finished = try Tools.run(
      "unshare", ["--mount", "--propagation", "private", "sh", "-c", script])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("kernel: readv:32x4k"))
    #expect(finished.errors.contains("say --write to allow that"))
    #expect(try Data(contentsOf: source.appendingPathComponent("file")) == content)
  }
}
