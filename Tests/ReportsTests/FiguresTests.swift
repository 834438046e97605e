import Documents
import Presentation
import Reports
import TestSupport
import Testing

struct FiguresTests {
  @Test func `what is exact is shown exactly`() {
    var run = TextReportTests.run(subject: "fuse: pack segments")
    var workload = WorkloadResult(
      name: "ratio", unit: "", better: .lower,
      stages: [
        TextReportTests.stage(0, "before the series", nil), TextReportTests.stage(1, "x", .fewer),
      ], attribution: [], claim: nil)
    workload.family = .exact
    workload.stages[0].median = 0.125
    workload.stages[1].median = 0.1244
    run.lanes[.engine]?.workloads.append(workload)
    #expect(TextReport(run).render().contains("ratio: patch 1: 0.125 → 0.1244, exactly"))
  }

  @Test func `whole numbers have no decimals`() {
    var run = TextReportTests.run(subject: "fuse: pack segments")
    run.lanes[.command] = run.lanes[.engine]
    run.lanes[.engine] = nil
    for (stage, value) in [12.0, 13].enumerated() {
      for key in [\StageResult.median, \StageResult.low, \StageResult.high] {
        run.lanes[.command]?.workloads[0].stages[stage][keyPath: key] = value
      }
    }
    #expect(TextReport(run).render().contains("[13, 13]"))
    run.lanes[.command]?.workloads[0].stages[1].high = 13.5
    #expect(TextReport(run).render().contains("[13.0, 13.5]"))
  }

  @Test func `one is not many`() {
    var run = SampleRun.make()
    run.settings.rounds = 1
    #expect(TextReport(run).render().contains("level over 1 round [95 %]"))
    #expect(MarkdownReport(run).render().contains("\n1 round, seed 1"))
  }
}
