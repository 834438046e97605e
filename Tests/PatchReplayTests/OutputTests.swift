import Foundation
import Testing

/// A disk that is soon full, where this machine lets a test have one.
enum SmallDisk {
  static func script(_ size: String, at folder: URL) -> String {
    "mount -t tmpfs -o size=\(size) none '\(folder.path)' && exec \"$@\""
  }

  /// Why there is none; nil where there is.
  static let obstacle: String? = {
    guard let scratch = try? Scratch() else { return "no scratch folder" }
    let trial = try? Tools.run(
      "unshare", ["-rm", "sh", "-c", script("64k", at: scratch.url), "sh", "true"])
    return trial?.status == 0 ? nil : trial?.errors ?? "unshare does not start"
  }()
}

/// Where results go, and what becomes of them where they cannot go there.
@Suite(.serialized)
struct OutputTests {
  private let program = Tools.products.appendingPathComponent("patch-replay").path

  private func run(_ arguments: [String], in folder: URL? = nil) throws -> Finished {
    try Tools.run(program, arguments, in: folder)
  }

  private func engineRun(_ out: String) -> [String] {
    ["run", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "1", "--workload", "read:4k"]
      + ["--out", out]
  }

  /// `/proc/self` takes no files, from nobody.
  @Test func `a folder that takes no files is refused before anything is measured`() throws {
    let ran = try run(engineRun("/proc/self"))
    #expect(ran.status == 74)
    #expect(ran.errors.contains("/proc/self: nothing can be written there"), "\(ran.errors)")
    #expect(!ran.errors.contains("run.json"))
    let toy = try ToySeries([.init(), .init()])
    let measured = try run(
      toy.arguments(steps: 1, rounds: 1).map { $0 == toy.out ? "/proc/self" : $0 })
    #expect(measured.status == 74)
    #expect(!FileManager.default.fileExists(atPath: toy.cache))
  }

  @Test(arguments: ["run", "measure"])
  func `no folder at all is refused`(command: String) throws {
    let toy = try ToySeries([.init(), .init()])
    let arguments =
      command == "run"
      ? engineRun("") : toy.arguments(steps: 1, rounds: 1).map { $0 == toy.out ? "" : $0 }
    let finished = try run(arguments)
    #expect(finished.status == 64)
    #expect(finished.errors.contains("--out '' names no folder"), "\(finished.errors)")
  }

  @Test(
    .enabled(
      if: SmallDisk.obstacle == nil,
      "SKIPPED, no full disk is tested here: \(SmallDisk.obstacle ?? "")"))
  func `on a disk that is full at the end the table is shown all the same`() throws {
    let scratch = try Scratch()
    let ran = try Tools.run(
      "unshare",
      ["-rm", "sh", "-c", SmallDisk.script("64k", at: scratch.url), "sh", program]
        + engineRun(scratch.url.path))
    #expect(ran.status == 74)
    #expect(ran.text.contains("read:4k  MB/s, level over 1 round"), "\(ran.text)")
    #expect(
      ran.errors.contains("report.html: cannot be written: the disk is full"),
      "\(ran.errors)")
  }

  @Test(
    .enabled(
      if: SmallDisk.obstacle == nil,
      "SKIPPED, no full disk is tested here: \(SmallDisk.obstacle ?? "")"))
  func `a disk that is full midway costs no round that was whole before`() throws {
    let toy = try ToySeries([.init(), .init()])
    let folder = toy.scratch.url.appendingPathComponent("small")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let arguments = toy.arguments(steps: 1, rounds: 100, run: "echo 'v: 5 steps'")
      .map { $0 == toy.out ? folder.path : $0 == "make" ? "true" : $0 }
    let ran = try Tools.run(
      "unshare",
      ["-rm", "sh", "-c", SmallDisk.script("24k", at: folder), "sh", program] + arguments)
    #expect(ran.status == 74)
    #expect(
      ran.text.contains(/wall time +[mµn]?s, lower is better, level over \d+ rounds/),
      "\(ran.text)\(ran.errors)")
    #expect(ran.errors.contains("the disk is full"), "\(ran.errors)")
  }

  @Test func `an earlier run in the folder is kept and named`() throws {
    let scratch = try Scratch()
    let folder = scratch.url.appendingPathComponent("patch-replay-out").path
    func names(_ path: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
    let first = try run(
      ["run", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "1", "--workload", "read:4k"],
      in: scratch.url)
    #expect(first.status == 0, "\(first.errors)")
    #expect(!first.errors.contains("earlier"))
    #expect(try names(folder) == ["report.html", "run.json"])
    let kept = try Data(contentsOf: URL(fileURLWithPath: folder + "/run.json"))
    let again = try run(engineRun("patch-replay-out"), in: scratch.url)
    #expect(again.status == 0)
    #expect(try names(folder) == ["earlier", "report.html", "run.json"])
    let time = try #require(try names(folder + "/earlier").first)
    #expect(
      again.errors.contains(
        "the earlier run in patch-replay-out is now in patch-replay-out/earlier/\(time)\n"))
    #expect(try names("\(folder)/earlier/\(time)") == ["report.html", "run.json"])
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: "\(folder)/earlier/\(time)/run.json")) == kept)
    let refused = try run(
      ["run", Tools.fixture("fuse-dio-v2.mbox"), "--workload", "nonsense", "--out", folder])
    #expect(refused.status == 64)
    #expect(try names(folder) == ["earlier", "report.html", "run.json"])
  }

  @Test func `a report goes where it is told to, and makes and replaces nothing else`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out")
    #expect(try run(engineRun(out.path)).status == 0)
    func report(_ output: String, _ options: String...) throws -> Finished {
      try run(["report", out.path + "/run.json", "--output", output] + options)
    }
    let missing = scratch.url.appendingPathComponent("no/such/x.html")
    let refused = try report(missing.path)
    #expect(refused.status == 74)
    #expect(refused.errors.contains("there is no folder"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.url.path + "/no"))
    #expect(try report(scratch.url.path).errors.contains("this is a folder"))
    let kind = try report(scratch.url.path + "/x.pdf")
    #expect(kind.status == 64)
    #expect(kind.errors.contains("there is no such format"))
    #expect(!FileManager.default.fileExists(atPath: scratch.url.path + "/x.pdf"))
    #expect(try report(scratch.url.path + "/x.html").status == 0)
    #expect(
      try String(contentsOfFile: scratch.url.path + "/x.html", encoding: .utf8)
        .hasPrefix("<!DOCTYPE html>"))
    #expect(try report(scratch.url.path + "/x.json", "--format", "csv").status == 0)
    #expect(
      try String(contentsOfFile: scratch.url.path + "/x.json", encoding: .utf8)
        .hasPrefix("lane,workload"))
  }

  @Test func `a run beside itself is the same, and a table of values takes no second run`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out")
    #expect(try run(engineRun(out.path)).status == 0)
    let kept = out.path + "/run.json"
    let compared = try run(["report", kept, kept, kept])
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(!String(decoding: compared.output, as: UTF8.self).contains("worse in run"))
    let page = scratch.url.path + "/x.html"
    #expect(try run(["report", kept, kept, "--output", page]).status == 0)
    #expect(
      try String(contentsOfFile: page, encoding: .utf8).contains("<h1>Runs compared</h1>"))
    for options in [["--format", "csv"], ["--output", scratch.url.path + "/x.csv"]] {
      #expect(try run(["report", kept, kept] + options).status == 64)
    }
  }

  @Test func `a pipe is written to, and a link still is one`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out")
    #expect(try run(engineRun(out.path)).status == 0)
    let (pipe, text) = (scratch.url.path + "/pipe", scratch.url.path + "/text")
    try #require(mkfifo(pipe, 0o600) == 0)
    let finished = try Tools.run(
      "sh",
      [
        "-c", "cat \"$3\" > \"$4\" & \"$1\" report \"$2\" --output \"$3\"; wait", "sh", program,
        out.path + "/run.json", pipe, text,
      ])
    #expect(finished.status == 0, "\(finished.errors)")
    var status = stat()
    #expect(lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(try String(contentsOfFile: text, encoding: .utf8).contains("read:4k  MB/s"))
    let link = scratch.url.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: text)
    try Data().write(to: URL(fileURLWithPath: text))
    #expect(try run(["report", out.path + "/run.json", "--output", link]).status == 0)
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(try String(contentsOfFile: text, encoding: .utf8).contains("read:4k  MB/s"))
    // A link to nothing makes what it names.
    try FileManager.default.removeItem(atPath: text)
    #expect(try run(["report", out.path + "/run.json", "--output", link]).status == 0)
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(try String(contentsOfFile: text, encoding: .utf8).contains("read:4k  MB/s"))
    // Standard output that is a file keeps what it has.
    let appended = try Tools.run(
      "sh",
      [
        "-c", "{ echo header; \"$1\" report \"$2\" --output /dev/stdout; } >\"$3\"", "sh", program,
        out.path + "/run.json", text,
      ])
    #expect(appended.status == 0, "\(appended.errors)")
    let whole = try String(contentsOfFile: text, encoding: .utf8)
    #expect(whole.hasPrefix("header\n") && whole.contains("read:4k  MB/s"))
    #expect(try run(["report", out.path + "/run.json", "--output", text + "-no/"]).status == 74)
  }
}
