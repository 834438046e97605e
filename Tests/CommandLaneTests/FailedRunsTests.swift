import Documents
import Foundation
import Presentation
import Rounds
import Testing

@testable import CommandLane

/// Runs that fail: tried again, counted, compared, and left out of the figures.
struct FailedRunsTests {
  private func rate(_ value: Double) -> MetricValue {
    MetricValue(name: "rate", unit: "Mops/s", value: value)
  }

  /// A run of two stages; at the second one the first run in each of these rounds fails, and the
  /// second in the same place does not.
  private func measurement(
    failingIn failed: [Int], rounds: Int = 20, secondTries: Bool = true
  ) -> CommandMeasurement {
    let whole = ScriptedRun(stages: 2, rounds: rounds) { round, stage in
      [rate(1000 * ScriptedRun.noise(round, stage))]
    }
    var failing = whole
    failing.values = { _, _ in nil }
    let cells = whole.measurement.cells.flatMap { cell -> [CommandCell] in
      guard cell.stage == 1, failed.contains(cell.block) else { return [cell] }
      var again = cell
      again.attempt = 2
      let first = failing.cell(round: cell.block, stage: 1)
      return secondTries ? [first, again] : [first]
    }
    return CommandMeasurement(
      stages: whole.measurement.stages, plan: whole.plan, cells: cells, reason: nil)
  }

  private func stage(_ measurement: CommandMeasurement) throws -> StageResult {
    let workload = try #require(measurement.result().workloads.first { $0.name == "rate" })
    return workload.stages[1]
  }

  @Test func `a run that is good at the second try costs no round, and is counted`() throws {
    let measurement = measurement(failingIn: [0, 7])
    let stage = try stage(measurement)
    #expect(stage.state == .measured)
    #expect(stage.samples.count == 20)
    #expect((stage.failures, stage.runs) == (2, 23))
    let change = try #require(stage.failuresVsPrevious)
    #expect(change.verdict == .inconclusive)
    // 2 of 21 first runs beside 0 of 21.
    #expect(abs(change.fisherP - 0.4878049) < 1e-6)
    let words = measurement.failedRuns.map(\.sentence)
    #expect(words.count == 1)
    #expect(words.first?.hasPrefix("stage 1: 2 of 23 runs failed") == true)
  }

  @Test func `a stage that fails more often than the one before is told so`() throws {
    let measurement = measurement(failingIn: [1, 2, 3, 5, 8, 9, 11, 17])
    let stage = try stage(measurement)
    #expect(stage.state == .measured)
    #expect(stage.failuresVsPrevious?.verdict == .more)
    #expect(measurement.failedRuns.contains { $0.sentence.contains("more often") })
  }

  @Test func `a stage fails where most of its runs do`() throws {
    #expect(try stage(measurement(failingIn: [0, 1], secondTries: false)).state == .measured)
    let often = measurement(failingIn: Array(4...20), secondTries: false)
    #expect(try stage(often).state == .failed)
    #expect(often.failures.count == 1)
    #expect(!BlockRunner.isGivenUp(failures: 2, of: 2))
    #expect(BlockRunner.isGivenUp(failures: 3, of: 5))
    #expect(!BlockRunner.isGivenUp(failures: 3, of: 6))
  }

  @Test func `a stage without failures beside one without has no comparison`() throws {
    let stage = try stage(measurement(failingIn: []))
    #expect(stage.failuresVsPrevious == nil)
    #expect((stage.failures, stage.runs) == (0, 21))
  }

  @Test func `what Foundation and the system say is told without the names of domains`() throws {
    #expect(SystemWords.of(ENOSPC) == "the disk is full")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    #expect(throws: (any Error).self) {
      try Data().write(to: folder.appendingPathComponent("x"), options: .atomic)
    }
    for place in [folder.appendingPathComponent("x").path, "/dev/null/x", "/proc/x"] {
      do {
        try Data([1]).write(to: URL(fileURLWithPath: place), options: .atomic)
        Issue.record("\(place) was written")
      } catch {
        let words = SystemWords.of(error)
        #expect(!words.contains("NSCocoa") && !words.contains("Error"), "\(words)")
      }
    }
    do throws(CommandError) {
      _ = try TreeStore(root: "/dev/null/cache")
      Issue.record("a cache below a device was made")
    } catch {
      #expect(error.description.contains("--cache DIR"), "\(error)")
      #expect(!error.description.contains("NSCocoa"))
    }
  }

  @Test func `names, sizes and times tell what a command changed of its tree`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-listing-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("sub"), withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    for name in ["kept", "longer", "removed", "results"] { try write("a", name) }
    let before = TreeListing(folder.path, leavingOut: "results")
    #expect(before.changes(to: TreeListing(folder.path, leavingOut: "results")).isEmpty)
    for name in ["longer", "results", "sub/new"] { try write("ab", name) }
    try FileManager.default.removeItem(at: folder.appendingPathComponent("removed"))
    let after = TreeListing(folder.path, leavingOut: "results")
    #expect(before.changes(to: after) == ["longer", "removed", "sub/new"])
  }

  @Test func `the patch that equal programs leave as the only candidate is the answer`() throws {
    var run = ScriptedRun(stages: 5) { round, stage in
      [rate((stage >= 3 ? 900 : 1000) * ScriptedRun.noise(round, stage))]
    }
    // Patches 1, 2 and 4 leave all programs as they were, and nothing else is read.
    run.binaries = { $0 >= 3 ? "new" : "old" }
    run.read = { $0 >= 3 ? ["x": "new"] : ["x": "old"] }
    let lane = run.measurement.result()
    let rates = try #require(lane.workloads.first { $0.name == "rate" })
    #expect(rates.attribution.map(\.patches) == [[3]])
    #expect(rates.stages[1].vsPrevious?.reason == .equalPrograms)
  }

  @Test func `both families together accuse in 5 of 100 runs`() {
    let levels = [FamilyKind.primary, .secondary].map { MetricFamily(kind: $0, members: []).level }
    #expect(abs(levels.reduce(0) { $0 + (1 - $1) } - 0.05) < 1e-9)
  }
}
