import Documents
import Testing

@testable import CommandLane
import Rounds
import Statistics

struct FailureConditionTests {
  private func lane(_ factor: Double, unit: String = "req/s") -> LaneResult {
    let run = ScriptedRun { round, stage in
      [
        MetricValue(
          name: "a:b rate", unit: unit,
          value: (stage >= 2 ? factor : 1) * 1000 * ScriptedRun.noise(round, stage))
      ]
    }
    return run.measurement.result()
  }

  private func check(_ text: String, _ lane: LaneResult) throws -> FailureCondition.Outcome {
    try #require(FailureCondition(text)).check(lane)
  }

  @Test func `a patch that is surely slower fails, a limit inside its interval does not`() throws {
    guard case .failed(let sentences) = try check("slower:5%", lane(0.9)) else {
      Issue.record("not failed")
      return
    }
    #expect(sentences.count == 2)
    #expect(sentences[0].contains("a:b rate: patch 2 is slower by at least 9."))
    #expect(try check("slower:10%", lane(0.9)) == .passed)
    #expect(try check("faster:5%", lane(0.9)) == .passed)
  }

  @Test func `what building unchanged source again may do fails no run`() throws {
    var lane = lane(0.9)
    for workload in lane.workloads.indices {
      for stage in lane.workloads[workload].stages.indices {
        lane.workloads[workload].stages[stage].vsPrevious?.verdict = .withinLayoutFloor
        lane.workloads[workload].stages[stage].vsBase = nil
      }
      #expect(lane.workloads[workload].blamed.isEmpty)
    }
    #expect(try check("slower:5%", lane) == .passed)
  }

  @Test func `of a time more is slower`() throws {
    guard case .failed = try check("slower:5%", lane(1.1, unit: "ms")) else {
      Issue.record("not failed")
      return
    }
    #expect(try check("slower:5%", lane(0.9, unit: "ms")) == .passed)
  }

  @Test func `a metric is named by what stands in front, colons and all`() throws {
    #expect(try check("max RSS:slower:2%", lane(0.5)) == .passed)
    guard case .failed = try check("a:b:slower:2%", lane(0.5)) else {
      Issue.record("not failed")
      return
    }
    guard case .unknownMetric(let names) = try check("nothing:slower:2%", lane(0.5)) else {
      Issue.record("found")
      return
    }
    #expect(names.contains("a:b rate"))
  }

  @Test func `too few rounds to judge are no pass`() throws {
    let run = ScriptedRun(rounds: 3) { round, stage in
      [MetricValue(name: "rate", unit: "", value: ScriptedRun.noise(round, stage))]
    }
    guard case .unjudged(let reason) = try check("slower:2%", run.measurement.result()) else {
      Issue.record("judged")
      return
    }
    #expect(reason.hasPrefix("rate: 3 rounds are too few to compare stages"))
  }

  @Test func `of figures that allow no ratios the true reason is told`() throws {
    let lane = ScriptedRun { round, stage in
      [
        MetricValue(
          name: "drift", unit: "ms", value: round == 4 && stage == 2 ? -0.5 : Double(round)),
        MetricValue(name: "drift rate", unit: "1/s", value: ScriptedRun.noise(round, stage)),
      ]
    }.measurement.result()
    let reason = "drift: ratios need figures above 0, and patch 2 has -0.5 in round 4"
    #expect(try check("drift:slower:2%", lane) == .unjudged(reason: reason))
    #expect(try check("drift rate:slower:2%", lane) == .passed)
    #expect(try check("slower:2%", lane) == .passed)
  }

  @Test func `a number that never varies and was 0 is more by any percentage`() throws {
    let lane = ScriptedRun(stages: 2, rounds: 3) { _, stage in
      [MetricValue(name: "leaks", unit: "", value: stage == 1 ? 3 : 0)]
    }.measurement.result()
    #expect(
      try check("leaks:slower:900%", lane)
        == .failed(["leaks: patch 1 is slower: from 0 to 3, exactly, which no percentage allows"]))
    #expect(try check("leaks:faster:2%", lane) == .passed)
  }

  @Test func `of a number that never varies and was below 0 nothing is claimed`() throws {
    let lane = ScriptedRun(stages: 2, rounds: 3) { _, stage in
      [MetricValue(name: "cost", unit: "", value: stage == 1 ? 3 : -5)]
    }.measurement.result()
    let reason =
      "cost: from -5 to 3 at patch 1, and of a figure below 0 there are no percentages"
    #expect(try check("cost:slower:2%", lane) == .unjudged(reason: reason))
  }

  @Test(arguments: ["slower", "2%", "slower:2", "slower:-1%", "worse:2%", "slower:x%", ""])
  func `what cannot be understood is no condition`(text: String) {
    #expect(FailureCondition(text) == nil)
  }
}
