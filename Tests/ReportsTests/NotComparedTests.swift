import Documents
import Reports
import TestSupport
import Testing

/// Figures of which no ratios can be formed are shown, with the reason.
struct NotComparedTests {
  private static let reason = "ratios need figures above 0, and patch 2 has -0.25 in round 1"

  private func run() throws -> Run {
    var run = SampleTimes.make()
    var workload = try #require(run.lanes[.command]?.workloads[0])
    workload.name = "lag"
    workload.unit = "points"
    workload.attribution = []
    workload.notCompared = Self.reason
    for (stage, value) in zip(workload.stages.indices, [0.5, 0, -0.25]) {
      workload.stages[stage].median = value
      workload.stages[stage].low = value
      workload.stages[stage].high = value
      workload.stages[stage].vsPrevious = nil
      workload.stages[stage].vsBase = nil
    }
    run.lanes[.command]?.workloads.append(workload)
    return run
  }

  @Test func `in the table stand the medians and their differences, below it the reason`() throws {
    let text = TextReport(try run()).render()
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("lag: nothing was compared: \(Self.reason)"))
    #expect(words.contains("0.000 [0.000, 0.000] −0.500"))
    #expect(words.contains("−0.250 [−0.250, −0.250] −0.250"))
  }

  @Test func `the page and Markdown say so too`() throws {
    let markdown = MarkdownReport(try run()).render()
    #expect(markdown.contains("- ? lag: nothing was compared: \(Self.reason)"))
    #expect(markdown.contains("| −0.250 | −0.250 |"))
    let page = try HTMLReport(try run()).render()
    #expect(page.contains("lag: nothing was compared: \(Self.reason)"))
    #expect(page.contains("<td class=\"number\">−0.250</td><td class=\"same\"> </td>"))
  }
}
