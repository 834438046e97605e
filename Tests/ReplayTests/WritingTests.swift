import Documents
import Failures
import Foundation
import Reports
import TestSupport
import Testing

@testable import Replay

struct WritingTests {
  private struct Broken: Error {}

  @Test func `a folder is made, and one that takes no files is refused`() throws {
    let scratch = try Scratch()
    _ = try OutputFolder(scratch.path + "/a/b")
    #expect(exists("a/b", in: scratch.path))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a/b").isEmpty)
    #expect(throws: Failure(.usage, "--out '' names no folder")) { try OutputFolder("") }
    #expect {
      try OutputFolder("/proc/self")
    } throws: {
      let failure = $0 as? Failure
      return failure?.exitClass == .inputOutput
        && failure?.message.hasPrefix("/proc/self: nothing can be written there: ") == true
    }
    let file = try scratch.file("file", "")
    for path in [file, file + "/x"] {
      #expect(
        throws: Failure(.inputOutput, "\(file) is a file and no folder; --out DIR writes elsewhere")
      ) { try OutputFolder(path) }
    }
    #expect(
      throws: Failure(
        .inputOutput,
        "/proc/none: the folder cannot be made: No such file or directory; --out DIR writes elsewhere"
      )
    ) { try OutputFolder("/proc/none/x") }
  }

  @Test func `a file that cannot be made does not keep the others from being written`() throws {
    let scratch = try Scratch()
    try scratch.file("full/x", "")
    let written = try OutputFolder(scratch.path).write([
      "a": { throw Broken() }, "full": { "text" }, "b": { "text" },
    ])
    let lost = written.lost
    #expect(written.names == ["b"] && written.folder == scratch.path)
    #expect(lost?.exitClass == .inputOutput)
    #expect(lost?.message.contains("\(scratch.path)/a: cannot be written") == true)
    #expect(lost?.message.contains("; \(scratch.path)/full: cannot be written") == true)
    #expect(exists("b", in: scratch.path))
  }

  @Test func `a folder holds measurements of another run, or what cannot be read`() throws {
    let scratch = try Scratch()
    let folder = try OutputFolder(scratch.path)
    let own = SampleRun.make()
    let another = SampleRun.make(title: "another")
    #expect(!folder.holdsMeasurements(otherThan: own))
    try scratch.file("run.json", JSONText.pretty(own))
    #expect(!folder.holdsMeasurements(otherThan: own))
    #expect(folder.holdsMeasurements(otherThan: another))
    var empty = SampleRun.make()
    empty.lanes = [:]
    try scratch.file("run.json", JSONText.pretty(empty))
    #expect(!folder.holdsMeasurements(otherThan: another))
    try scratch.file("run.json", "no run")
    #expect(folder.holdsMeasurements(otherThan: own))
  }

  @Test func `a folder's sibling has a number behind its name`() throws {
    let scratch = try Scratch()
    #expect(try OutputFolder(scratch.path + "/x//").sibling(2) == scratch.path + "/x-2")
    #expect(try OutputFolder(".").sibling(3) == "./patch-replay-out-3")
  }

  @Test func `a file is named that is there, or can be made`() throws {
    let scratch = try Scratch()
    func reason(_ path: String) -> String? {
      do throws(Failure) { _ = try OutputFile(path) } catch { return error.message }
      return nil
    }
    #expect(reason(scratch.path + "/new") == nil)
    #expect(reason("") == "--output '' names no file")
    #expect(reason(scratch.path)?.hasSuffix("this is a folder; name a file in it") == true)
    #expect(
      reason(scratch.path + "/no/x")
        == "\(scratch.path)/no/x: there is no folder \(scratch.path)/no")
    #expect(reason(scratch.path + "/no/")?.contains("there is no such folder") == true)
    #expect(!exists("no", in: scratch.path) && !exists("new", in: scratch.path))
  }

  @Test func `a link stays one, also where it leads to nothing yet`() throws {
    let scratch = try Scratch()
    let (link, target) = (scratch.path + "/link", scratch.path + "/target")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target")
    for text in ["first", "second"] {
      try OutputFile(link).write(text)
      #expect(try String(contentsOfFile: target, encoding: .utf8) == text)
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target")
    try OutputFile("/dev/null").write("text")
    #expect(throws: Failure.self) { try OutputFile("/dev/full").write("text") }
  }

  // MARK: report

  @Test(
    arguments: [
      ("x.json", .json), ("x.csv", .csv), ("x.HTM", .html), ("x.html", .html), ("x.md", .markdown),
      ("x", .text), ("x.txt", .text), ("x.2026-01-01", .text), ("x.pdf", nil),
    ] as [(String, ReportFormat?)])
  func `a file's name asks for a form`(name: String, format: ReportFormat?) {
    #expect(ReportFormat(fileName: name) == format)
  }

  @Test func `a report goes to the caller, or to a file by whose name it is made`() throws {
    let scratch = try Scratch()
    let kept = try scratch.file("run.json", JSONText.pretty(SampleRun.make()))
    var request = ReportRequest([kept])
    let style = TextStyle(isASCII: true)
    #expect(
      try request.perform(style: style) == TextReport(SampleRun.make(), style: style).render())
    request.output = scratch.path + "/x.csv"
    #expect(try request.perform(style: style) == nil)
    #expect(
      try String(contentsOfFile: scratch.path + "/x.csv", encoding: .utf8)
        .hasPrefix("lane,workload"))
    request.format = .markdown
    _ = try request.perform(style: style)
    #expect(
      try String(contentsOfFile: scratch.path + "/x.csv", encoding: .utf8).contains("| "))
    // What cannot be written to is refused before a run is read.
    request.runs = ["/nowhere"]
    request.output = scratch.path + "/no/x"
    #expect { try request.perform(style: style) } throws: {
      ($0 as? Failure)?.exitClass == .inputOutput
    }
  }

  @Test func `several runs are compared in every form that takes them`() throws {
    let scratch = try Scratch()
    let kept = try scratch.file("run.json", JSONText.pretty(SampleRun.make()))
    var request = ReportRequest([kept, kept, kept])
    let style = TextStyle(isASCII: true)
    let starts: [ReportFormat: String] = [
      .text: "8 changes beside run 1: 8 same\n", .markdown: "### 8 changes", .json: "{",
      .html: "<!DOCTYPE html>",
    ]
    for format in ReportFormat.allCases {
      request.format = format
      #expect(format.takesSeveralRuns == (starts[format] != nil))
      guard let start = starts[format] else {
        #expect {
          try request.perform(style: style)
        } throws: { ($0 as? Failure)?.exitClass == .usage }
        continue
      }
      #expect(try request.perform(style: style)?.hasPrefix(start) == true, "\(format)")
    }
  }
}
