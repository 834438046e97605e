import Foundation
import Documents
import Testing

@testable import CommandLane
import Rounds
import Presentation
import Statistics

/// What a run may take from an earlier one.
struct KnownResultTests {
  private func known(
    _ run: ScriptedRun, rounds: Int = 12, precision: Double? = nil
  ) -> KnownResult {
    KnownResult(
      plan: run.plan, rounds: rounds, started: "then", lane: run.measurement.result(),
      precision: precision)
  }

  /// Six stages of which those from one on have another key now.
  private func stages(_ run: ScriptedRun, changedFrom first: StagePlace) -> [BuiltStage] {
    run.measurement.stages.map { stage in
      guard stage.stage.place >= first else { return stage }
      return BuiltStage(
        stage: stage.stage,
        build: BuildRecord(
          key: "new\(stage.stage.place)", tree: "", isBuilt: stage.build.isBuilt, log: "",
          seconds: 0, binaries: nil))
    }
  }

  @Test func `patches before the first changed one are known`() {
    let run = ScriptedRun(stages: 6) { round, stage in [] }
    #expect(known(run).lastUnchanged(stages(run, changedFrom: 4)) == 3)
    #expect(known(run).lastUnchanged(stages(run, changedFrom: 0)) == 0)
  }

  @Test func `a patch that has another number now is called by it`() throws {
    let run = ScriptedRun(stages: 6) { round, stage in
      [
        MetricValue(
          name: "rate", unit: "req/s",
          value: (stage >= 2 ? 500 : 1000) * ScriptedRun.noise(round, stage))
      ]
    }
    var known = known(run)
    // The earlier mail had one patch more in front, which its mailbox lacked.
    for index in known.lane.workloads.indices {
      for row in known.lane.workloads[index].stages.indices.dropFirst() {
        known.lane.workloads[index].stages[row].patch = PatchNumber(row + 1)
      }
      for change in known.lane.workloads[index].attribution.indices {
        known.lane.workloads[index].attribution[change].patches =
          known.lane.workloads[index].attribution[change].patches.map {
            PatchNumber($0.rawValue + 1)
          }
      }
    }
    let unchanged = known.lastUnchanged(stages(run, changedFrom: 5))
    #expect(unchanged == 4)
    let lane = known.completing(run.measurement.result(), unchanged: unchanged)
    let rate = try #require(lane.workloads.first { $0.name == "rate" })
    #expect(rate.attribution.map(\.patches) == [[2]])
    #expect(rate.stages.map(\.patch) == [nil, 1, 2, 3, 4, 5])
    #expect(rate.stages[2].vsPrevious?.verdict == .slower)
  }

  @Test func `what several patches did together is not torn`() {
    let run = ScriptedRun(stages: 6) { round, stage in [] }
    var known = known(run)
    known.lane.workloads[0].attribution = [
      AttributedChange(patches: [3, 4], ratio: 1.1, low: 1.05, high: 1.15)
    ]
    #expect(known.lastUnchanged(stages(run, changedFrom: 4)) == 2)
    #expect(known.lastUnchanged(stages(run, changedFrom: 5)) == 4)
  }

  @Test func `what was not compared is not known`() {
    let run = ScriptedRun(stages: 6) { round, stage in
      [MetricValue(name: "lag", unit: "ms", value: stage == 1 ? 0 : Double(round))]
    }
    #expect(known(run).lastUnchanged(stages(run, changedFrom: 4)) == 0)
  }

  @Test func `what the new rounds do not compare is compared nowhere`() throws {
    let run = ScriptedRun { round, stage in
      [MetricValue(name: "lag", unit: "ms", value: 9 * ScriptedRun.noise(round, stage))]
    }
    let zero = ScriptedRun { round, stage in
      [MetricValue(name: "lag", unit: "ms", value: stage == 3 ? 0 : Double(round))]
    }
    let lane = known(run).completing(zero.measurement.result(), unchanged: 2)
    let lag = try #require(lane.workloads.first { $0.name == "lag" })
    #expect(lag.stages.compactMap(\.known).count == 2)
    #expect(lag.whyNotCompared == "ratios need figures above 0, and patch 3 has 0 in round 1")
  }

  @Test func `what a new patch did together with known ones is kept, unless one is known to have`()
    throws
  {
    // Stage 1 is not measured again; that of patch 2 is too noisy to tell before from behind it.
    let run = ScriptedRun(unbuildable: [1]) { round, stage in
      var value = (stage >= 3 ? 900 : 1000) * ScriptedRun.noise(round, stage)
      if stage == 2 { value *= round % 2 == 0 ? 1.3 : 0.6 }
      return [MetricValue(name: "rate", unit: "req/s", value: value)]
    }
    #expect(run.measurement.result().workloads[0].unconfirmed?.map(\.patches) == [[1, 2, 3]])
    let fresh = run.confirmed([1, 2, 3]).result()
    #expect(fresh.workloads[0].attribution.map(\.patches) == [[1, 2, 3]])
    var known = known(
      ScriptedRun { round, stage in
        [MetricValue(name: "rate", unit: "req/s", value: 9 * ScriptedRun.noise(round, stage))]
      })
    var rate = known.completing(fresh, unchanged: 2).workloads[0]
    #expect(rate.attribution.map(\.patches) == [[1, 2, 3]])
    #expect(rate.stages[3].vsPrevious?.suspects == [1, 2, 3])
    known.lane.workloads[0].attribution = [
      AttributedChange(patches: [1], ratio: 0.9, low: 0.85, high: 0.95)
    ]
    rate = known.completing(fresh, unchanged: 2).workloads[0]
    #expect(rate.attribution.map(\.patches) == [[1]])
    #expect(rate.stages[3].vsPrevious?.verdict == .inconclusive)
    #expect(rate.stages[3].vsPrevious?.suspects == nil)
  }

  @Test func `a result is as precise as the less precise of both runs`() {
    let run = ScriptedRun { _, _ in [] }
    var measurement = CommandMeasurement(
      stages: run.measurement.stages, plan: run.plan, cells: [], reason: .precise)
    measurement.end = StopRule(rounds: 20, precision: 1.02, seconds: nil)
    #expect(measurement.precision == 1.02)
    measurement.known = (known(run, precision: 1.01), 2)
    #expect(measurement.precision == 1.02)
    measurement.known = (known(run, rounds: 20), 2)
    #expect(measurement.precision == nil)
  }

  @Test func `the stage where new rounds begin is one that can be measured`() {
    let run = ScriptedRun(stages: 6, unbuildable: [3]) { round, stage in [] }
    #expect(known(run).lastUnchanged(stages(run, changedFrom: 4)) == 2)
    let failing = ScriptedRun(stages: 6) { _, stage in stage == 3 ? nil : [] }
    #expect(known(failing).lastUnchanged(stages(failing, changedFrom: 4)) == 2)
  }

  @Test func `fewer rounds than a run is to have are not enough, unless they were precise enough`()
  {
    let run = ScriptedRun { _, _ in [] }
    let twenty = StopRule(rounds: 20, precision: 1.02, seconds: nil)
    #expect(known(run).isEnough(for: .rounds(12)))
    #expect(known(run, rounds: 30).isEnough(for: .rounds(12)))
    #expect(!known(run).isEnough(for: .rounds(13)))
    #expect(!known(run).isEnough(for: twenty))
    #expect(known(run, precision: 1.02).isEnough(for: twenty))
    #expect(!known(run, precision: 1.05).isEnough(for: twenty))
    let time = StopRule(rounds: StopRule.mostRounds, precision: nil, seconds: 60)
    #expect(known(run).isEnough(for: time))
    #expect(!known(run).isEnough(for: .rounds(StopRule.mostRounds)))
  }

  @Test func `rows that are known say of which run they are, and name no suspect that is new`()
    throws
  {
    let run = ScriptedRun { round, stage in
      [MetricValue(name: "rate", unit: "", value: 9 * ScriptedRun.noise(round, stage))]
    }
    var known = known(run)
    known.lane.workloads[0].stages[2].vsPrevious?.verdict = .suspect
    known.lane.workloads[0].stages[2].vsPrevious?.suspects = [2, 3]
    let lane = known.completing(run.measurement.result(), unchanged: 2)
    let stages = try #require(lane.workloads.first).stages
    #expect(stages.map(\.known) == [nil, "then", "then", nil])
    #expect(stages.map(\.knownRounds) == [nil, 12, 12, nil])
    #expect(stages[2].vsPrevious?.verdict == .inconclusive)
    #expect(stages[2].vsPrevious?.suspects == nil)
  }

  @Test func `a result of an earlier version, which names no patch, is known by its places`() throws
  {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-results-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    let run = ScriptedRun(stages: 5) { round, stage in
      [MetricValue(name: "rate", unit: "req/s", value: 1000 * ScriptedRun.noise(round, stage))]
    }
    var known = known(run)
    for index in known.lane.workloads.indices {
      for row in known.lane.workloads[index].stages.indices {
        known.lane.workloads[index].stages[row].patch = nil
      }
    }
    let store = ResultStore(root: root, settings: run.settings, machine: "machine")
    try store.keep(known)
    let found = try #require(store.best(for: stages(run, changedFrom: 4), until: nil))
    #expect(found.unchanged == 3)
    #expect(found.known.lane.workloads.allSatisfy { $0.stages.map(\.patch) == [nil, 1, 2, 3, 4] })
  }

  @Test func `a result whose "no change" rests on an older rule is not taken over`() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-results-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    let run = ScriptedRun(stages: 5) { round, stage in
      [MetricValue(name: "rate", unit: "req/s", value: 1000 * ScriptedRun.noise(round, stage))]
    }
    // The last patch is another one than in the run that is kept.
    let kept = CommandPlan(
      stages: run.plan.stages.dropLast() + [.init(place: 4, key: "other", binaries: nil)],
      settings: run.settings, machine: "machine", seed: 1)
    let store = ResultStore(root: root, settings: run.settings, machine: "machine")
    var lane = run.measurement.result()
    #expect(lane.holdsEquivalence)
    try store.keep(
      KnownResult(plan: kept, rounds: 12, started: "before", lane: lane, precision: nil))
    #expect(store.best(for: run.measurement.stages, until: nil)?.unchanged == 3)
    let rate = try #require(lane.workloads.firstIndex { $0.name == "rate" })
    #expect(lane.workloads[rate].stages[1].vsPrevious?.verdict == .noChange)
    lane.workloads[rate].stages[1].vsPrevious?.equivalence = nil
    try store.keep(
      KnownResult(plan: kept, rounds: 12, started: "before", lane: lane, precision: nil))
    #expect(store.best(for: run.measurement.stages, until: nil) == nil)
  }
}
