import Documents
import Reports
import TestSupport
import Testing

struct EquivalenceShownTests {
  static func run() -> Run {
    var run = SampleRun.make()
    var same = Comparison(ratio: 1.004, low: 0.861, high: 1.223, verdict: .noChange)
    same.equivalence = Equivalence(low: 0.994, high: 1.013)
    for workload in run.lanes[.engine]?.workloads.indices ?? 0..<0 {
      run.lanes[.engine]?.workloads[workload].stages[1].vsPrevious = same
      run.lanes[.engine]?.workloads[workload].stages[1].vsBase = same
    }
    return run
  }

  @Test func `beside no change stands the interval that shows it, in every format`() throws {
    let text = TextReport(Self.run()).render()
    #expect(text.contains("+0.4 % [−0.6, +1.3] ="))
    #expect(!text.contains("0.86"))
    let markdown = MarkdownReport(Self.run()).render()
    #expect(markdown.contains("[−0.6, +1.3] ="))
    #expect(!markdown.contains("−13.9"))
    let page = try HTMLReport(Self.run()).render()
    #expect(page.contains("[−0.6, +1.3]"))
    #expect(!page.contains("−13.9"))
    let lines = CSVReport(Self.run()).summary().split(separator: "\n")
    #expect(
      lines[0].hasSuffix(
        "equivalence_low_base,equivalence_high_base,state,runs,failed_runs,failures_verdict_previous"
      ))
    #expect(lines[2].hasSuffix(",0.994,1.013,0.994,1.013,measured,,,"))
    let both = RunComparison([Self.run(), Self.run()]).text()
    #expect(both.contains("+0.4 % [−13.9, "))
    #expect(!both.contains("] ="))
  }

  @Test func `of a run that holds no such interval none is claimed`() throws {
    var old = Self.run()
    for lane in old.lanes.keys {
      for workload in old.lanes[lane]?.workloads.indices ?? 0..<0 {
        old.lanes[lane]?.workloads[workload].stages[1].vsPrevious?.equivalence = nil
        old.lanes[lane]?.workloads[workload].stages[1].vsBase?.equivalence = nil
      }
    }
    for (run, holds) in [(Self.run(), true), (old, false)] {
      #expect(TextReport(run).render().contains("= in ±2 % [90 %]") == holds)
      let markdown = MarkdownReport(run).render()
      #expect(markdown.contains("vs previous [95 %, = 90 %]") == holds)
      #expect(markdown.contains("beside = 90 % of that one") == holds)
      let page = try HTMLReport(run).render()
      #expect(page.contains("beside = 90 % of that one") == holds)
      #expect(page.contains("= within ±2 % (90 % interval)") == holds)
      #expect(page.contains("which is then the one shown") == holds)
      #expect(page.contains("the 90 % interval of the signed-rank test lies") != holds)
    }
  }

  @Test func `runs whose intervals meet are not called alike`() {
    var new = Self.run()
    let open = Comparison(ratio: 1.004, low: 0.861, high: 1.224, verdict: .inconclusive)
    new.lanes[.engine]?.workloads[0].stages[1].vsPrevious = open
    let both = RunComparison([Self.run(), new]).text()
    #expect(both.contains("+0.4 % [−13.9, +22.4] ? unclear\n"))
    #expect(!both.split(separator: "\n").contains { $0.hasSuffix(" = =") || $0.hasSuffix("▲ =") })
  }

  @Test func `the document keeps both intervals`() throws {
    let read = try JSONText.read(Run.self, from: JSONText.pretty(Self.run()).utf8)
    let change = read.lanes[.engine]?.workloads[0].stages[1].vsPrevious
    #expect(change?.low == 0.861)
    #expect(change?.equivalence == Equivalence(low: 0.994, high: 1.013))
  }
}
