import Documents
import Testing

@testable import CommandLane
import Rounds
import Presentation
import Statistics

struct CommandResultsTests {
  @Test func `what is said of too few rounds is what the judge holds to`() {
    #expect(FewRounds.needed == Judge.fewestRounds)
    #expect(FewRounds.warning(rounds: Judge.fewestRounds) == nil)
    #expect(FewRounds.warning(rounds: Judge.fewestRounds - 1) != nil)
  }

  private func rate(_ value: Double) -> MetricValue {
    MetricValue(name: "rate", unit: "req/s", value: value)
  }

  private func named(_ name: String, in lane: LaneResult) throws -> WorkloadResult {
    try #require(lane.workloads.first { $0.name == name })
  }

  @Test func `a patch that takes a tenth off a rate is named, and its neighbours are not`() throws {
    let run = ScriptedRun { round, stage in
      [rate((stage >= 2 ? 900 : 1000) * ScriptedRun.noise(round, stage))]
    }
    let result = try named("rate", in: run.measurement.result())
    #expect(result.family == .primary)
    #expect(result.better == .higher)
    #expect(result.attribution.map(\.patches) == [[2]])
    let verdicts = result.stages.map { $0.vsPrevious?.verdict }
    #expect(verdicts == [nil, .noChange, .slower, .noChange])
    let change = try #require(result.stages[2].vsPrevious)
    #expect(change.low < 0.9 && 0.9 < change.high)
    #expect(result.stages[3].samples.count == 12)
  }

  @Test func `of a time, more is slower and the ratio is the time's own`() throws {
    let run = ScriptedRun(
      values: { _, _ in [] },
      wall: { round, stage in (stage >= 3 ? 1.1 : 1) * ScriptedRun.noise(round, stage) })
    let result = try named("wall time", in: run.measurement.result())
    #expect(result.family == .primary)
    #expect(result.better == .lower)
    let change = try #require(result.stages[3].vsPrevious)
    #expect(change.verdict == .slower)
    #expect(change.low < 1.1 && 1.1 < change.high && change.low > 1.09)
    #expect(result.attribution.first.map { $0.low < $0.ratio && $0.ratio < $0.high } == true)
  }

  @Test func `a number that never varies is compared exactly`() throws {
    let run = ScriptedRun(rounds: 3) { _, stage in
      [MetricValue(name: "requests", unit: "", value: stage >= 2 ? 1 : 32)]
    }
    let result = try named("requests", in: run.measurement.result())
    #expect(result.family == .exact)
    #expect(result.stages.map { $0.vsPrevious?.verdict } == [nil, .equal, .fewer, .equal])
    #expect(result.attribution.map(\.patches) == [[2]])
    #expect(result.stages[3].vsBase?.ratio == 1.0 / 32)
  }

  @Test func `a number that never varies in two rounds is not taken for exact`() throws {
    let run = ScriptedRun(rounds: 2) { _, _ in [rate(5)] }
    #expect(try named("rate", in: run.measurement.result()).family == .primary)
  }

  @Test func `neighbours of a stage that does not build share one verdict`() throws {
    let run = ScriptedRun(stages: 5, unbuildable: [2]) { round, stage in
      [rate((stage >= 3 ? 500 : 1000) * ScriptedRun.noise(round, stage))]
    }
    let measurement = run.confirmed([2, 3])
    let result = try named("rate", in: measurement.result())
    #expect(
      result.stages.map(\.state) == [.measured, .measured, .unbuildable, .measured, .measured])
    #expect(
      try named("rate", in: run.measurement.result()).unconfirmed?.map(\.patches) == [[2, 3]])
    #expect(result.attribution.map(\.patches) == [[2, 3]])
    #expect(result.stages[2].vsPrevious == nil)
    #expect(measurement.failures.first?.sentence.hasPrefix("stage 2 does not build") == true)
  }

  @Test func `a stage that always fails is left out, and one failure costs one round`() throws {
    let run = ScriptedRun(stages: 5) { round, stage in
      stage == 4 || (stage == 1 && round == 7)
        ? nil : [rate(1000 * ScriptedRun.noise(round, stage))]
    }
    let result = try named("rate", in: run.measurement.result())
    #expect(result.stages[4].state == .failed)
    #expect(result.stages[4].log == "exit code 3")
    #expect(result.stages[1].state == .measured)
    #expect(result.stages[1].failures == 1)
    #expect(result.stages.prefix(4).allSatisfy { $0.samples.count == 11 })
  }

  @Test func `the first round warms up and is in no sample`() throws {
    let run = ScriptedRun { round, stage in [rate(round == 0 ? 1 : 1000 + Double(round))] }
    let result = try named("rate", in: run.measurement.result())
    #expect(result.stages[0].samples == (1...12).map { 1000 + Double($0) })
  }

  @Test func `a cell measured again stands in the place of the disturbed one`() throws {
    let run = ScriptedRun { round, stage in [rate(1000 * ScriptedRun.noise(round, stage))] }
    var cells = run.measurement.cells
    var again = run.cell(round: 3, stage: 1)
    again.attempt = 2
    again.values = [rate(777)]
    cells.append(again)
    let measurement = CommandMeasurement(
      stages: run.measurement.stages, plan: run.plan, cells: cells, reason: nil)
    let result = try named("rate", in: measurement.result())
    #expect(result.stages[1].samples[2] == 777)
    #expect(result.stages[1].samples.count == 12)
  }

  @Test func `figures of zero are shown and not compared`() throws {
    let run = ScriptedRun { round, stage in
      [rate(1000 * ScriptedRun.noise(round, stage))]
    }
    let faults = try named("major faults", in: run.measurement.result())
    #expect(faults.stages[1].samples.count == 12)
    #expect(faults.stages.allSatisfy { $0.vsPrevious == nil })
  }

  @Test(arguments: [0, -2])
  func `a printed metric that varies and is not always above 0 stays, with the reason`(low: Double)
    throws
  {
    let run = ScriptedRun { round, stage in
      [
        rate(1000 * ScriptedRun.noise(round, stage)),
        MetricValue(name: "lag", unit: "ms", value: round == 7 && stage == 3 ? low : Double(round)),
      ]
    }
    let lane = run.measurement.result()
    let lag = try named("lag", in: lane)
    #expect(lag.family == .primary)
    #expect(
      lag.whyNotCompared
        == "ratios need figures above 0, and patch 3 has \(Int(low)) in round 7")
    #expect(lag.stages.map(\.samples.count) == [12, 12, 12, 12])
    // The others are judged as ever, and the stop rule looks at them alone.
    #expect(try named("rate", in: lane).stages[1].vsPrevious?.verdict == .noChange)
    #expect(run.measurement.isPrecise(1.02))
    let only = ScriptedRun { round, stage in
      [MetricValue(name: "lag", unit: "ms", value: Double(round + stage) - 6)]
    }.measurement.result()
    #expect(try named("lag", in: only).notCompared?.contains("the base has -5 in round 1") == true)
    #expect(try named("wall time", in: only).family == .primary)
  }

  @Test func `the same cells and seed give the same document`() throws {
    let run = ScriptedRun { round, stage in [rate(1000 * ScriptedRun.noise(round, stage))] }
    #expect(run.measurement.result() == run.measurement.result())
  }
}
