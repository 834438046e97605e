import Documents
import Rounds
import Testing

@testable import CommandLane

struct PrintedMetricsTests {
  /// The metrics of a run whose cells print these lines.
  private func lane(
    rounds: Int = 12, stages: Int = 2, _ settings: (inout CommandSettings) -> Void = { _ in },
    _ output: @escaping (_ round: Int, _ stage: Int) -> String
  ) throws -> (measurement: CommandMeasurement, lane: LaneResult) {
    let reader = try MetricReader([])
    var run = ScriptedRun(stages: stages, rounds: rounds) { round, stage in
      reader.read(OutputSources(output: Array(output(round, stage).utf8))).values
    }
    run.wall = { ScriptedRun.noise($0, $1 + 70) }
    settings(&run.settings)
    return (run.measurement, run.measurement.result())
  }

  private func metric(_ name: String, _ lane: LaneResult) throws -> WorkloadResult {
    try #require(lane.workloads.first { $0.name == name })
  }

  private func change(_ workload: WorkloadResult) throws -> Comparison {
    try #require(workload.stages.last?.vsPrevious)
  }

  @Test func `a time in the unit that fits is one metric in one unit`() throws {
    let (_, lane) = try lane { round, stage in
      let ns = (stage == 0 ? 985_000 : 1_010_000) * ScriptedRun.noise(round, stage)
      return ns < 1e6 ? "parse: \(ns / 1e3) us" : "parse: \(ns / 1e6) ms"
    }
    let parse = try metric("parse", lane)
    #expect(parse.unit == "us")
    #expect(try abs(change(parse).ratio - 1.0254) < 0.003)
    #expect(try change(parse).verdict == .slower)
  }

  @Test func `a unit that cannot be converted is refused by the metric's name`() throws {
    let (measurement, lane) = try lane { round, stage in
      stage == 0 ? "copy: \(3 * ScriptedRun.noise(round, stage)) s" : "copy: 300 MB/s"
    }
    #expect(!lane.workloads.contains { $0.name == "copy" })
    #expect(measurement.readingWarnings.contains(.unitsDiffer("copy", units: ["s", "MB/s"])))
    #expect(lane.workloads.first?.name == "wall time")
  }

  @Test func `one group of three digits is decimal where the metric has decimal commas`() throws {
    let (_, lane) = try lane { round, _ in
      ["t: 1,5 s", "t: 1,52 s", "t: 1,515 s"][round % 3]
    }
    #expect(try metric("t", lane).stages[0].samples.allSatisfy { (1.5...1.52).contains($0) })
    let (_, together) = try self.lane { _, _ in "t: 1,5 s\nt: 1,234 s\nt: 1,432 s" }
    #expect(try metric("t", together).stages[0].samples.allSatisfy { $0 == 1.432 })
    let (_, grouped) = try self.lane { round, _ in "t: 1,\(500 + round) s" }
    #expect(try metric("t", grouped).stages[0].samples.allSatisfy { $0 > 1500 })
  }

  @Test func `what is no metric is left out and told in one note`() throws {
    let (measurement, lane) = try lane { round, stage in
      """
      Seed: \(round * 7919 + stage)
      PID: \(4000 + round * 3 + stage)
      version: 1.4
      threads: 2
      errors: 0
      date: \(1_700_000_000 + round)
      progress: 50%
      lucky \(round == 3 && stage == 1 ? "once: 5 ms" : "")
      time: \(10_000 * ScriptedRun.noise(round, stage)) us
      """
    }
    #expect(lane.workloads.filter(\.isOwn).map(\.name) == ["time", "errors"])
    let left = ["Seed", "PID", "version", "threads", "date", "progress", "lucky once"]
    let notes = measurement.readingWarnings.compactMap { warning in
      if case .numbersLeftOut(let names) = warning { Set(names) } else { nil }
    }
    #expect(notes == [Set(left)])
    #expect(lane.workloads.contains { $0.name == "wall time" && $0.family == .secondary })
  }

  @Test func `the commands' own exact figures are what a condition looks at`() throws {
    let (_, lane) = try lane(stages: 3) { _, stage in
      "instructions: \(stage == 0 ? 1_000_000 : 1_100_000)\nhits: \(stage < 2 ? 90 : 95) %"
    }
    #expect(try metric("instructions", lane).family == .exact)
    #expect(try metric("wall time", lane).family == .secondary)
    guard case .failed(let sentences) = try #require(FailureCondition("slower:2%")).check(lane)
    else {
      Issue.record("passed")
      return
    }
    #expect(sentences.allSatisfy { $0.hasPrefix("instructions: ") })
    #expect(try metric("hits", lane).better == .higher)
  }

  @Test func `where no exact figure changes the wall time is judged as well`() throws {
    let (_, lane) = try lane { _, _ in "instructions: 1000" }
    #expect(lane.workloads.filter(\.isOwn).map(\.name) == ["wall time", "instructions"])
  }

  @Test func `which way is better can be said, and a change is but a change where nobody knows`()
    throws
  {
    func output(_ round: Int, _ stage: Int) -> String {
      "widgets: \((stage == 0 ? 100 : 120) * ScriptedRun.noise(round, stage))"
    }
    let (_, unknown) = try lane { output($0, $1) }
    #expect(try metric("widgets", unknown).better == .unknown)
    #expect(try change(metric("widgets", unknown)).verdict == .changed)
    #expect(try abs(change(metric("widgets", unknown)).ratio - 1.2) < 0.01)
    let (_, higher) = try lane({ $0.directions = ["widgets": .higher] }, output)
    #expect(try change(metric("widgets", higher)).verdict == .faster)
    let (_, lower) = try lane({ $0.directions = ["widgets": .lower] }, output)
    #expect(try change(metric("widgets", lower)).verdict == .slower)
  }

  @Test func `a condition about a metric of unknown direction is not judged`() throws {
    let (_, lane) = try lane { round, stage in
      "widgets: \((stage == 0 ? 100 : 120) * ScriptedRun.noise(round, stage))"
    }
    guard case .unjudged(let reason) = try #require(FailureCondition("slower:2%")).check(lane)
    else {
      Issue.record("judged")
      return
    }
    #expect(reason.hasPrefix("widgets: "))
    #expect(reason.contains("--higher"))
  }

  @Test func `where nothing was understood that is said`() throws {
    let (measurement, lane) = try lane { _, _ in "all is well" }
    #expect(measurement.readingWarnings == [.nothingRead(command: nil)])
    #expect(lane.workloads.filter(\.isOwn).map(\.name) == ["wall time"])
  }

  @Test func `what the kernel counted is one family`() throws {
    let (measurement, _) = try lane { round, stage in "t: \(ScriptedRun.noise(round, stage)) s" }
    let secondary = MetricFamily.all(of: measurement).filter { $0.kind == .secondary }
    #expect(secondary.filter(\.isPositive).count == 1)
  }
}
