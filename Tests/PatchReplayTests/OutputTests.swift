import Foundation
import Testing

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
  }
}
