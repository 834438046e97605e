import Foundation
import RunModel
import Testing

@testable import Measurement

struct KnownResultTests {
  @Test func `a result whose "no change" rests on an older rule is not taken over`() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-results-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    let run = ScriptedRun(stages: 5) { round, stage in
      [MetricValue(name: "rate", unit: "req/s", value: 1000 * ScriptedRun.noise(round, stage))]
    }
    // The last patch is another one than in the run that is kept.
    let kept = CommandPlan(
      stages: run.plan.stages.dropLast() + [.init(number: 4, key: "other", binaries: nil)],
      settings: run.settings, machine: "machine", seed: 1)
    let store = ResultStore(root: root, settings: run.settings, machine: "machine")
    var lane = run.measurement.result()
    #expect(lane.holdsEquivalence)
    try store.keep(KnownResult(plan: kept, rounds: 12, started: "before", lane: lane))
    #expect(store.best(for: run.measurement.stages)?.unchanged == 3)
    let rate = try #require(lane.workloads.firstIndex { $0.name == "rate" })
    #expect(lane.workloads[rate].stages[1].vsPrevious?.verdict == "no change")
    lane.workloads[rate].stages[1].vsPrevious?.equivalence = nil
    try store.keep(KnownResult(plan: kept, rounds: 12, started: "before", lane: lane))
    #expect(store.best(for: run.measurement.stages) == nil)
  }
}
