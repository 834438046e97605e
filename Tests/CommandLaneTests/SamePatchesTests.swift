import Presentation
import Foundation
import Glibc
import Documents
import Testing

@testable import CommandLane
import Rounds
import Statistics

/// A patch that leaves what is run as it was, byte for byte, has changed none of its figures.
struct SamePatchesTests {
  /// A program that the commands of all stages were seen to run.
  private static let program = ["prog": "0"]

  /// A change of one part in ten at patch 3, of which the noise of patch 2's stage hides where it is.
  private func run(
    _ binaries: [String?], read: @escaping (Int) -> [String: String]?
  ) throws -> (measurement: CommandMeasurement, rate: WorkloadResult) {
    let run = ScriptedRun(
      unbuildable: [], binaries: { binaries[$0] }, read: read
    ) { round, stage in
      var value = (stage >= 3 ? 900 : 1000) * ScriptedRun.noise(round, stage)
      if stage == 2 { value *= round % 2 == 0 ? 1.3 : 0.6 }
      return [MetricValue(name: "rate", unit: "req/s", value: value)]
    }
    let measurement = run.confirmed([2, 3])
    let rate = try #require(measurement.result().workloads.first { $0.name == "rate" })
    return (measurement, rate)
  }

  @Test func `without knowing of it, both patches are suspects`() throws {
    let (measurement, rate) = try run(["a", "b", "c", "d"]) { _ in Self.program }
    #expect(rate.attribution.map(\.patches) == [[2, 3]])
    #expect(rate.stages[2].vsPrevious?.verdict == .suspect)
    #expect(measurement.samePrograms.isEmpty)
  }

  @Test func `a patch that changes nothing of what is run is no candidate and no open question`()
    throws
  {
    let (measurement, rate) = try run(["a", "b", "b", "c"]) { _ in Self.program }
    #expect(measurement.sameStages == [2])
    #expect(!rate.attribution.contains { $0.patches.contains(2) })
    #expect(rate.stages[2].vsPrevious == .ofEqualPrograms)
    #expect(rate.stages[3].vsPrevious?.suspects?.contains(2) != true)
    #expect(rate.stages[2].samples.count == 12)
    #expect(
      measurement.samePrograms.map(\.sentence) == [
        "patch 2 left all programs byte for byte as they were, and the commands read nothing else "
          + "that changed"
      ])
  }

  @Test func `a group names the patches that can have made the change, and no other`() throws {
    // Patches 1 and 3 halve a tenth between them; patch 2 changes nothing of what is run.
    let run = ScriptedRun(
      binaries: { ["a", "b", "b", "c"][$0] }, read: { _ in Self.program }
    ) { round, stage in
      var value = (stage >= 3 ? 900 : stage >= 1 ? 950 : 1000) * ScriptedRun.noise(round, stage)
      if stage == 1 || stage == 2 { value *= round % 2 == 0 ? 1.3 : 0.7 }
      return [MetricValue(name: "rate", unit: "req/s", value: value)]
    }
    let rate = try #require(run.confirmed([1, 3]).result().workloads.first { $0.name == "rate" })
    #expect(rate.attribution.map(\.patches) == [[1, 3]])
    #expect(rate.stages.map { $0.vsPrevious?.verdict } == [nil, .suspect, .noChange, .suspect])
    #expect(rate.stages[1].vsPrevious?.suspects == [1, 3])
  }

  @Test(arguments: [
    (nil, "patch 2 left all programs byte for byte as they were"),
    // In a sandbox that holds the tree read-only, for one: not even the program was seen to be run.
    ([:], "patch 2 left all programs byte for byte as they were"),
    (
      ["prog": "0", "data": "1"],
      "patch 2 left all programs byte for byte as they were, but the commands read data, which is "
        + "another"
    ),
  ])
  func `where a file that was read differs, or reading was not seen, figures decide`(
    read: [String: String]?, warning: String
  ) throws {
    let others = read?.isEmpty == true ? [:] : Self.program
    let (measurement, rate) = try run(["a", "b", "b", "c"]) { $0 == 2 ? read : others }
    #expect(measurement.sameStages.isEmpty)
    #expect(rate.attribution.map(\.patches) == [[2, 3]])
    #expect(rate.stages[2].vsPrevious?.reason == nil)
    #expect(measurement.samePrograms.map(\.sentence) == [warning])
  }

  @Test func `figures that differ make a patch a candidate again, and blame no other`() throws {
    let run = ScriptedRun(
      binaries: { ["a", "b", "b", "c"][$0] }, read: { _ in Self.program }
    ) { round, stage in
      let value = (stage >= 2 ? 900 : 1000) * ScriptedRun.noise(round, stage)
      return [MetricValue(name: "rate", unit: "req/s", value: value)]
    }
    let rate = try #require(run.measurement.result().workloads.first { $0.name == "rate" })
    #expect(rate.attribution.map(\.patches) == [[2]])
    #expect(rate.stages[3].vsPrevious?.verdict == .noChange)
    #expect(run.measurement.samePrograms.first?.sentence.contains("but the figures differ") == true)
  }

  @Test func `a number that never varies and is another one shows it as well`() {
    let run = ScriptedRun(
      binaries: { ["a", "b", "b", "b"][$0] }, read: { _ in Self.program }
    ) { round, stage in
      [MetricValue(name: "entries", unit: "", value: stage >= 2 ? 8 : 7)]
    }
    #expect(run.measurement.sameStages == [3])
  }

  @Test func `a command that failed in the first round shows nothing of what it reads`() {
    let run = ScriptedRun(binaries: { _ in "a" }, read: { _ in Self.program }) { round, stage in
      round == 0 && stage == 2 ? nil : []
    }
    #expect(run.measurement.sameStages == [1])
  }

  @Test func `of patches that an earlier run measured nothing is said anew`() {
    var run = ScriptedRun(
      binaries: { ["a", "a", "a", "b"][$0] },
      read: { $0 == 0 ? Self.program : ["prog": "0", "d": "1"] }
    ) { _, _ in [] }
    // The data changed with patch 1, which this run does not measure, and not with patch 2.
    let whole = run.measurement
    run.unbuildable = [1]
    var measurement = CommandMeasurement(
      stages: whole.stages, plan: run.plan, cells: run.measurement.cells, reason: nil)
    measurement.known = (
      KnownResult(plan: whole.plan, rounds: 12, started: "then", lane: whole.result()), 2
    )
    #expect(measurement.samePrograms.isEmpty)
  }

  @Test func `a folder that other names are in is watched, and its listing seen`() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(atPath: root) }
    try Data().write(to: URL(fileURLWithPath: root + "/two/sub/added"))
    let differing = ReadFiles.differing(root + "/one", root + "/two")
    #expect(differing == ["sub", "sub/added"])
    guard ReadFiles.areSeen(in: root) else {
      return withKnownIssue("this file system notes no accesses") { Issue.record("skipped") }
    }
    #expect(ReadFiles.watch(differing, in: root + "/one") == ["sub"])
    _ = try FileManager.default.contentsOfDirectory(atPath: root + "/one/sub")
    #expect(Array(ReadFiles.read(of: ["sub"], in: root + "/one").keys) == ["sub"])
  }

  @Test func `what is not the tree's own keeps its time of access`() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(atPath: root) }
    func accessed(_ name: String) -> Int {
      var status = stat()
      return lstat(root + "/other/" + name, &status) == 0 ? status.st_atim.tv_sec : 0
    }
    try FileManager.default.createDirectory(
      atPath: root + "/other", withIntermediateDirectories: true)
    for name in ["linked", "behind"] {
      try Data().write(to: URL(fileURLWithPath: root + "/other/" + name))
    }
    try FileManager.default.linkItem(
      atPath: root + "/other/linked", toPath: root + "/one/linked")
    #expect(ReadFiles.watch(["linked"], in: root + "/one") == nil)
    try FileManager.default.createSymbolicLink(
      atPath: root + "/one/link", withDestinationPath: root + "/other")
    #expect(ReadFiles.watch(["link/behind"], in: root + "/one") == [])
    #expect(accessed("linked") > 0 && accessed("behind") > 0)
    // Both names of this one are in the tree.
    try FileManager.default.linkItem(
      atPath: root + "/two/sub/data", toPath: root + "/two/again")
    guard ReadFiles.areSeen(in: root) else { return }
    #expect(ReadFiles.watch(["again"], in: root + "/two") == ["again"])
  }

  /// A folder with two trees of one file each, in a folder.
  private func folder() throws -> String {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-read-\(UUID().uuidString)").path
    for tree in ["one", "two"] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(tree)/sub", withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: "\(root)/\(tree)/sub/data"))
    }
    return root
  }

  @Test func `a file that is read is seen, and one that is not is none`() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-read-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    for tree in ["one", "two"] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(tree)/sub", withIntermediateDirectories: true)
      for name in ["same", "sub/data", "notes"] {
        let text = name == "same" ? "same" : tree
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/\(tree)/\(name)"))
      }
    }
    try Data().write(to: URL(fileURLWithPath: root + "/two/added"))
    let differing = ReadFiles.differing(root + "/one", root + "/two")
    #expect(differing == ["sub/data", "notes", "added", "."])
    guard ReadFiles.areSeen(in: root) else {
      return withKnownIssue("this file system notes no accesses") { Issue.record("skipped") }
    }
    #expect(ReadFiles.watch(differing, in: root + "/one") == [".", "notes", "sub/data"])
    #expect(ReadFiles.read(of: ["notes", "sub/data"], in: root + "/one") == [:])
    _ = try String(contentsOfFile: root + "/one/sub/data", encoding: .utf8)
    let read = ReadFiles.read(of: ["notes", "sub/data"], in: root + "/one")
    #expect(Array(read.keys) == ["sub/data"])
    try FileManager.default.removeItem(atPath: root + "/one/notes")
    #expect(ReadFiles.read(of: ["notes"], in: root + "/one") == ["notes": ""])
  }
}
