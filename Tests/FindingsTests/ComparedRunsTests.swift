import Documents
import TestSupport
import Testing

@testable import Findings

/// What two runs allow to be said.
struct ComparedRunsTests {
  /// A run in which patch 2 brought less than in the sample, and the base is as fast as asked for.
  private static func slower(base: Double = 1) -> Run {
    var run = SampleRun.make()
    let less = Comparison(ratio: 5, low: 4.5, high: 5.5, verdict: .faster)
    for workload in 0..<2 {
      run.lanes[.engine]?.workloads[workload].stages[2].vsPrevious = less
      run.lanes[.engine]?.workloads[workload].stages[0].median *= base
      run.lanes[.engine]?.workloads[workload].stages[0].low *= base
      run.lanes[.engine]?.workloads[workload].stages[0].high *= base
      let samples = run.lanes[.engine]?.workloads[workload].stages[0].samples ?? []
      run.lanes[.engine]?.workloads[workload].stages[0].samples = samples.map { $0 * base }
    }
    return run
  }

  private static func judgements(_ runs: [Run], lane: LaneKind = .engine) -> [[RunToRun?]] {
    let document = ComparisonDocument.of(runs)
    return (document.lanes[lane]?.workloads ?? []).map { $0.patches.map { $0.runs[1].judgement } }
  }

  @Test func `what the base allows is judged`() {
    let found = Self.judgements([SampleRun.make(), Self.slower()])
    #expect(found == [[.same, .worse], [.same, .worse]])
    #expect(Self.judgements([SampleRun.make(), Self.slower(base: 1.005)]) == found)
  }

  @Test(arguments: [0.5, 0.97, 1.03, 4])
  func `a machine that changed its speed is no patch's`(speed: Double) {
    let document = ComparisonDocument.of([SampleRun.make(), Self.slower(base: speed)])
    for workload in document.lanes[.engine]?.workloads ?? [] {
      #expect(workload.levels[1]?.moved == true)
      for patch in workload.patches + [workload.series] {
        #expect(patch.runs[1].judgement == .notJudged)
        #expect(patch.runs[1].reason == .baseMoved)
        #expect(patch.runs[1].against == nil)
      }
    }
  }

  @Test func `only the workload whose base moved is left out`() {
    var run = Self.slower(base: 2)
    run.lanes[.engine]?.workloads[1] =
      Self.slower().lanes[.engine]?.workloads[1] ?? SampleRun.workload("", [])
    #expect(
      Self.judgements([SampleRun.make(), run]) == [[.notJudged, .notJudged], [.same, .worse]])
  }

  private static let changes: [(RunFact, @Sendable (inout Run) -> Void)] = [
    (.processor, { $0.environment.processor = "q" }),
    (.processors, { $0.environment.processors = 4 }),
    (.kernel, { $0.environment.kernel = "6.2" }),
    (.program, { $0.environment.program = "0.2.0" }),
    (.server, { $0.environment.server = "t" }),
    (.fileSize, { $0.settings.bytesPerFile = 4096 }),
    (.rounds, { $0.settings.rounds = 4 }),
  ]

  @Test(arguments: changes.indices)
  func `what differs is said, and nothing timed is judged`(index: Int) {
    var run = Self.slower()
    Self.changes[index].1(&run)
    let document = ComparisonDocument.of([SampleRun.make(), run])
    #expect(document.runs[1].differences.map(\.what) == [Self.changes[index].0])
    #expect(document.runs[0].differences.isEmpty)
    #expect(
      Self.judgements([SampleRun.make(), run])
        == [[.notJudged, .notJudged], [.notJudged, .notJudged]])
  }

  @Test func `the same limit of time is the same setting, however many rounds it allowed`() {
    var (old, new) = (SampleRun.make(), Self.slower())
    for limit in [30.0, 60] {
      (old.settings.stopped, new.settings.stopped) = (.time, .time)
      (old.settings.seconds, new.settings.seconds) = (30, limit)
      new.settings.rounds = 4
      #expect(ComparisonDocument.of([old, new]).runs[1].differences.isEmpty == (limit == 30))
    }
  }

  @Test func `another processor does not touch a number that never varies, another command does`() {
    let old = SampleCounts.make(SampleCounts.workload("errors", [0, 0, 0]))
    var new = SampleCounts.make(SampleCounts.workload("errors", [0, 0, 5]))
    new.environment.processor = "q"
    #expect(Self.judgements([old, new], lane: .command).last == [.same, .worse])
    new.settings.commands = ["build": "make"]
    #expect(Self.judgements([old, new], lane: .command).last == [.notJudged, .notJudged])
  }

  @Test
  func `what was taken over from a third run is not judged, from the reference it is the same`() {
    let old = SampleRun.make()
    var new = old
    new.environment.started = "2026-02-02T00:00:00Z"
    new.lanes[.engine]?.workloads[0].stages[1].known = old.environment.started
    #expect(Self.judgements([old, new])[0] == [.same, .same])
    new.lanes[.engine]?.workloads[0].stages[1].known = "2025-12-31T00:00:00Z"
    #expect(Self.judgements([old, new])[0] == [.notJudged, .same])
  }

  @Test func `a base without figures and a change without a comparison are judged by nobody`() {
    var run = Self.slower()
    run.lanes[.engine]?.workloads[0].stages[0].state = .failed
    run.lanes[.engine]?.workloads[1].stages[2].vsPrevious = nil
    let document = ComparisonDocument.of([SampleRun.make(), run])
    let workloads = document.lanes[.engine]?.workloads ?? []
    #expect(workloads[0].patches[1].runs[1].reason == .noBase)
    #expect(workloads[1].patches[1].runs[1].reason == .noFigures)
  }
}
