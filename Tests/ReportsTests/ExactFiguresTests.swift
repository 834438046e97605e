import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// What never varies is said in every report, to the last digit.
struct ExactFiguresTests {
  private static let faults = SampleCounts.workload("errors", [0, 0, 5], unit: "count")

  @Test func `a change from 0 is in the text, in Markdown and in the page's headline part`() throws
  {
    let run = SampleCounts.make(Self.faults)
    #expect(TextReport(run).render().contains("\nerrors: patch 2: 0 → 5 count, exactly\n"))
    #expect(MarkdownReport(run).render().contains("\n- ▼ errors: patch 2: 0 → 5 count, exactly\n"))
    let page = try HTMLReport(run).render()
    let headline = page.components(separatedBy: "</section>")[0]
    #expect(headline.contains("errors: patch 2: 0 → 5 count, exactly"))
    #expect(page.contains("<td class=\"same\"> more</td>"))
  }

  @Test func `more of what is better is a gain`() {
    let gain = SampleCounts.workload("hits", [1, 3, 3], better: .higher)
    let text = MarkdownReport(SampleCounts.make(gain)).render()
    #expect(text.contains("\n- ▲ hits: patch 1: 1 → 3, exactly\n"))
  }

  @Test func `the summary table has a word for a change from 0, too`() {
    let fewer = SampleCounts.workload("leaks", [5, 0, 0])
    let rows = CSVReport(SampleCounts.make(Self.faults, fewer)).summary()
      .components(separatedBy: "\n")
    func words(_ name: String) -> [[String]] {
      rows.filter { $0.hasPrefix("command,\(name),") }.map {
        let cells = $0.components(separatedBy: ",")
        return [cells[11], cells[15]]
      }
    }
    #expect(words("errors") == [["", ""], ["equal", "equal"], ["more", "more"]])
    #expect(words("leaks") == [["", ""], ["fewer", "fewer"], ["equal", "fewer"]])
  }

  @Test func `what no patch changed is one line`() {
    let run = SampleCounts.make(SampleCounts.workload("errors", [0, 0, 0], unit: "count"))
    #expect(TextReport(run).render().contains("\nerrors: 0 at every stage, exactly\n"))
    #expect(MarkdownReport(run).render().contains("\n- = errors: 0 at every stage, exactly\n"))
    var two = SampleCounts.make(
      SampleCounts.workload("errors", [0, 0, 0]),
      SampleCounts.workload("work", [100, 100, 100], unit: "steps"))
    #expect(
      TextReport(two).render()
        .contains("\nerrors: 0, work: 100 steps at every stage, exactly\n"))
    two.lanes[.command]?.workloads[1].stages[1].state = .failed
    #expect(TextReport(two).render().contains(" at every stage with figures, exactly\n"))
    #expect(!TextReport(SampleCounts.make(Self.faults)).render().contains("at every stage"))
  }

  @Test func `markdown has the warnings, and no sign in them means something`() {
    var run = SampleRun.make()
    run.warnings = ["stage 1 does not build: a *b*"]
    #expect(
      MarkdownReport(run).render().contains("\n- warning: stage 1 does not build: a \\*b\\*\n"))
  }
}
