import RunModel
import Testing

@testable import Measurement

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
    #expect(try check("slower:2%", run.measurement.result()) == .unjudged)
  }

  @Test(arguments: ["slower", "2%", "slower:2", "slower:-1%", "worse:2%", "slower:x%", ""])
  func `what cannot be understood is no condition`(text: String) {
    #expect(FailureCondition(text) == nil)
  }
}
