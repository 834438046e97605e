import Documents
import Foundation
import Testing

@testable import CommandLane
import Rounds
import Statistics

struct JournalTests {
  private let run = ScriptedRun { _, stage in
    [MetricValue(name: "rate", unit: "req/s", value: Double(stage) + 0.125)]
  }

  private func withJournal(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-journal-\(UUID().uuidString).jsonl").path
    defer {
      for name in [path, path + ".old"] { try? FileManager.default.removeItem(atPath: name) }
    }
    try body(path)
  }

  @Test func `what is appended is read again`() throws {
    try withJournal { path in
      let cells = (0..<3).map { run.cell(round: 1, stage: $0) }
      let journal = try Journal(starting: path, plan: run.plan)
      for cell in cells { try journal.append(cell) }
      let read = try #require(try Journal.read(path))
      #expect(read.plan == run.plan)
      #expect(read.cells == cells)
    }
  }

  @Test func `a line cut off by a kill is dropped, and the run goes on behind the last whole one`()
    throws
  {
    try withJournal { path in
      try Journal(starting: path, plan: run.plan).append(run.cell(round: 1, stage: 0))
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try (whole + Data(#"{"block":1,"stage"#.utf8)).write(to: URL(fileURLWithPath: path))
      let read = try #require(try Journal.read(path))
      #expect(read.cells.count == 1)
      try Journal(resuming: path, length: read.length).append(run.cell(round: 1, stage: 1))
      #expect(try Journal.read(path)?.cells.map(\.stage) == [0, 1])
    }
  }

  @Test func `a journal of an earlier version is read, and written as it was`() throws {
    try withJournal { path in
      let cell = run.cell(round: 1, stage: 2)
      let journal = try Journal(starting: path, plan: run.plan)
      try journal.append(cell)
      var fresh = cell
      fresh.confirming = 2
      try journal.append(fresh)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(lines[0].contains(#"{"binaries":"binary2","key":"key2","number":2}"#))
      #expect(lines[1].contains(#","stage":2,"#) && !lines[1].contains("confirming"))
      #expect(lines[2].contains(#","confirming":2,"#))
    }
    // As it was written when places were bare numbers.
    let earlier =
      #"{"plan":{"machine":"machine","seed":1,"settings":{"environment":{},"metrics":[],"pin":[],"#
      + #""runs":["./x"],"timeout":60},"stages":[{"key":"key0","number":0},"#
      + #"{"key":"key0-salt","number":-1}]},"schema":"patch-replay.journal/1"}"#
    try withJournal { path in
      try Data((earlier + "\n").utf8).write(to: URL(fileURLWithPath: path))
      let read = try #require(try Journal.read(path))
      #expect(read.plan.stages.map(\.place) == [.base, CommandPlan.rebuiltBase])
    }
  }

  @Test func `only its owner can read it`() throws {
    try withJournal { path in
      func mode() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      }
      _ = try Journal(starting: path, plan: run.plan)
      #expect(try mode() == 0o600)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      _ = try Journal(resuming: path, length: try #require(try Journal.read(path)).length)
      #expect(try mode() == 0o600)
    }
  }

  @Test func `a line that is no cell is an error with its number`() throws {
    try withJournal { path in
      try Journal(starting: path, plan: run.plan).append(run.cell(round: 1, stage: 0))
      let text = try String(contentsOfFile: path, encoding: .utf8) + "{}\n"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      #expect {
        try Journal.read(path)
      } throws: { "\($0)".contains(":3: ") }
    }
  }

  @Test func `starting anew keeps the old journal`() throws {
    try withJournal { path in
      try Journal(starting: path, plan: run.plan).append(run.cell(round: 1, stage: 0))
      _ = try Journal(starting: path, plan: run.plan)
      #expect(try Journal.read(path)?.cells.isEmpty == true)
      #expect(try Journal.read(path + ".old")?.cells.count == 1)
    }
  }

  @Test func `there may be no journal, or one without its first line`() throws {
    try withJournal { path in
      #expect(try Journal.read(path) == nil)
      try Data().write(to: URL(fileURLWithPath: path))
      #expect(try Journal.read(path) == nil)
    }
  }
}
