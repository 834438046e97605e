import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// A stage that could not be built or run has no figures, and 0 is one.
struct UnmeasuredTests {
  private static func run(_ states: [Int: StageState]) -> Run {
    var run = SampleRun.make()
    for workload in run.lanes[.engine]?.workloads.indices ?? 0..<0 {
      for (number, state) in states {
        var stage = SampleRun.stage(number, "fuse: broken", [0], nil, nil)
        stage.state = state
        stage.samples = []
        run.lanes[.engine]?.workloads[workload].stages[number] = stage
      }
    }
    return run
  }

  @Test(arguments: [StageState.unbuildable, .failed, .timedOut])
  func `in place of figures stands the state`(state: StageState) throws {
    let run = Self.run([1: state])
    let markdown = MarkdownReport(run).render()
    #expect(markdown.contains("\n| 1 | broken | \(state.rawValue) |  |  |  |  |\n"), "\(markdown)")
    let rows = CSVReport(run).summary().components(separatedBy: "\n")
    #expect(rows[0].hasSuffix(",state,runs,failed_runs,failures_verdict_previous"))
    #expect(rows[1].hasSuffix(",measured,,,"))
    #expect(
      rows[2] == "engine,writev:32x4k,MB/s,1,fuse: broken,,,,,,,,,,,,,,,,\(state.rawValue),,,")
    #expect(!CSVReport(run).long().contains("engine,writev:32x4k,1,,cpu_per_call"))
    #expect(
      try HTMLReport(run).render().contains("<span class=\"m-median\">\(state.rawValue)</span>"))
  }

  @Test func `the headline counts patches that could not be measured`() throws {
    let one = Self.run([1: .failed])
    let headline = "Of 2 patches: 1 faster, 1 could not be measured"
    #expect(MarkdownReport(one).render().contains("\n- \(headline)\n"))
    #expect(try HTMLReport(one).render().contains(">\(headline)</p>"))
    let none = Self.run([1: .failed, 2: .timedOut])
    #expect(
      MarkdownReport(none).render()
        .contains("\n- No stages were compared; 2 patches could not be measured\n"))
  }

  @Test func `a patch that one workload was measured at was measured`() {
    var run = Self.run([1: .failed])
    run.lanes[.engine]?.workloads[1] = SampleRun.workload("readv:32x4k", ["fuse: a", "fuse: b"])
    #expect(MarkdownReport(run).render().contains("\n- Of 2 patches: 1 faster, 1 no change\n"))
  }
}
