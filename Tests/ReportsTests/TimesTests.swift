import Documents
import Presentation
import Reports
import TestSupport
import Testing

/// Times below a second have three digits that say something.
struct TimesTests {
  @Test func `a metric of microseconds is legible in every report, and exact where it is kept`()
    throws
  {
    let run = SampleTimes.make()
    let text = TextReport(run).render()
    #expect(text.contains("wall time  µs, lower is better, level over"))
    #expect(text.contains("423     [419, 427]"))
    #expect(text.contains("1269   [1256, 1282]"))
    #expect(TextReport(run, style: TextStyle(isASCII: true)).render().contains("wall time  us,"))
    let markdown = MarkdownReport(run).render()
    #expect(markdown.contains("| µs |"))
    #expect(markdown.contains("| 423 |"))
    let page = try HTMLReport(run).render()
    #expect(page.contains("[419, 427]"))
    #expect(page.contains("level, µs, at each stage"))
    let table = CSVReport(run).summary()
    #expect(table.contains("0.000423"))
    #expect(!table.contains("µs"))
  }

  @Test(arguments: [(0.000_123, "123"), (0.000_249, "249"), (0.000_007_3, "7.3"), (2, "2000000")])
  func `what is exact stays so in another unit`(seconds: Double, text: String) throws {
    var run = SampleTimes.make(of: 0.000_5)
    run.lanes[.command]?.workloads[0].family = .exact
    for (stage, median) in [0.000_5, seconds, seconds].enumerated() {
      run.lanes[.command]?.workloads[0].stages[stage].median = median
    }
    #expect(TextReport(run).render().contains("patch 1: 500 → \(text) µs, exactly"))
  }

  @Test func `a call's latencies and processor time have their units`() throws {
    var run = SampleRun.make()
    run.lanes[.engine]?.workloads[0].stages[0].latencyUs?.p50 = 0.64
    run.lanes[.engine]?.workloads[0].stages[0].cpuUsPerCall = 0
    let page = try HTMLReport(run).render()
    #expect(
      page.contains("<td>640 ns</td><td>700 µs</td><td>900 µs</td><td>4.00 ms</td><td>0</td>"))
    #expect(page.contains("Median 640 ns before the series, 80.0 µs after it."))
  }

  @Test func `seconds stay seconds, with three digits`() {
    let text = TextReport(SampleTimes.make(of: 1.2345)).render()
    #expect(text.contains("wall time  s, lower is better, level over"))
    #expect(text.contains("1.23   [1.22, 1.25]"))
  }
}
