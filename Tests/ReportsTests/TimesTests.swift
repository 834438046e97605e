import Documents
import Presentation
import Reports
import TestSupport
import Testing

/// Times below a second have three digits that say something.
struct TimesTests {
  @Test(arguments: [
    (640.0, "640 µs"), (6.4, "6.40 µs"), (0.64, "640 ns"), (0.000_4, "0.400 ns"),
    (999.4, "999 µs"), (999.6, "1.00 ms"), (1234, "1.23 ms"), (56_789, "56.8 ms"),
    (2_500_000, "2.50 s"), (4_321_000_000, "4321 s"), (0, "0"), (.infinity, "–"),
  ])
  func `a latency has a unit that fits it`(microseconds: Double, text: String) {
    #expect(TimeText.microseconds(microseconds) == text)
  }

  @Test(arguments: [
    ("s", 0.5, "ms", 1e3), ("s", 0.000_4, "µs", 1e6), ("sec", 1e-8, "ns", 1e9),
    ("ms", 0.02, "µs", 1e3), ("us", 0.2, "ns", 1e3), ("s", 1e-12, "ns", 1e9),
  ])
  func `a metric's unit goes down to where there is one`(
    unit: String, smallest: Double, shown: String, factor: Double
  ) throws {
    let fitting = try #require(TimeText.fitting(unit: unit, smallest: smallest))
    #expect(fitting.unit == shown)
    #expect(abs(fitting.factor / factor - 1) < 1e-9)
  }

  @Test(arguments: [("s", 1.0), ("s", 0), ("ns", 0.1), ("MB/s", 0.1), ("", 0.1), ("ms", 20)])
  func `what fits, and what is no time, stays`(unit: String, smallest: Double) {
    #expect(TimeText.fitting(unit: unit, smallest: smallest) == nil)
  }

  @Test func `a metric of microseconds is legible in every report, and exact where it is kept`()
    throws
  {
    let run = SampleTimes.make()
    let text = TextReport(run).render()
    #expect(text.contains("wall time  µs, median of"))
    #expect(text.contains("423     [419, 427]"))
    #expect(text.contains("1269   [1256, 1282]"))
    #expect(TextReport(run, style: TextStyle(isASCII: true)).render().contains("wall time  us,"))
    let markdown = MarkdownReport(run).render()
    #expect(markdown.contains("| µs |"))
    #expect(markdown.contains("| 423 |"))
    let page = try HTMLReport(run).render()
    #expect(page.contains("[419, 427]"))
    #expect(page.contains("median µs at each stage"))
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
    #expect(text.contains("wall time  s, median of"))
    #expect(text.contains("1.23   [1.22, 1.25]"))
  }
}
