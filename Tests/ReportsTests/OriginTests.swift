import Documents
import Reports
import TestSupport
import Testing

/// Rows that an earlier run has measured say so, and in how many rounds.
struct OriginTests {
  private static let words = "patch 1 was measured in 12 rounds by the run of 2026-01-02T03:04:05Z"

  private static let seam =
    "the level of patch 1 and its change against the base are of this run"

  private static func run() -> Run {
    var run = SampleRun.make()
    for workload in run.lanes[.engine]?.workloads.indices ?? 0..<0 {
      run.lanes[.engine]?.workloads[workload].stages[1].known = "2026-01-02T03:04:05Z"
      run.lanes[.engine]?.workloads[workload].stages[1].knownRounds = 12
    }
    return run
  }

  @Test func `the line stands above the row in text, below the table in Markdown`() throws {
    let text = TextReport(Self.run()).render().split(separator: "\n")
    let place = try #require(text.firstIndex { $0.hasSuffix(Self.words) })
    #expect(text[place + 1].hasSuffix("   " + Self.seam) && text[place + 2].hasPrefix(" 1 "))
    let markdown = MarkdownReport(Self.run()).render()
    #expect(markdown.contains("\n\n\(Self.words); \(Self.seam)\n"))
    #expect(!TextReport(SampleRun.make()).render().contains("by the run of"))
  }

  @Test func `the page has it in the row`() throws {
    let page = try HTMLReport(Self.run()).render()
    let rows = page.split(separator: "\n").filter {
      $0.contains("<small>\(Self.words); \(Self.seam)</small>")
    }
    let count = Self.run().lanes[.engine]?.workloads.count
    #expect(rows.count == count && rows.allSatisfy { $0.contains(#"<tr data-patch="1">"#) })
  }
}
