import Foundation
import Documents
import TestSupport
import Testing

@testable import Reports

/// A harmless patch stands in front of a series: what is said of the third patch must name the third,
/// which is the second row and the second step.
struct PatchNumberTests {
  private static func run() -> Run {
    var run = SampleRun.make()
    var harmless = SampleRun.patch(1, "docs: mend a word")
    harmless.stage = nil
    let patches = run.series?.patches ?? []
    run.series?.patches =
      [harmless]
      + patches.map { patch in
        var patch = patch
        patch.number = PatchNumber(patch.number.rawValue + 1)
        return patch
      }
    run.series?.expected = 3
    for workload in run.lanes[.engine]?.workloads.indices ?? 0..<0 {
      for row in 1...2 {
        run.lanes[.engine]?.workloads[workload].stages[row].patch = PatchNumber(row + 1)
      }
      run.lanes[.engine]?.workloads[workload].attribution[0].patches = [3]
    }
    for row in 1...2 { run.counted?.calls[0].stages[row].patch = PatchNumber(row + 1) }
    run.counted?.promises[0].patch = 3
    run.counted?.behaviourChanges[0].patch = 3
    return run
  }

  @Test func `text names the patch of the mail`() {
    let text = TextReport(Self.run()).render()
    #expect(text.contains("✓ patch 3: 32 → 1 requests"))
    #expect(text.contains("\n 3 pack "))
    #expect(text.contains("! from patch 3 on"))
    #expect(!text.contains("patch 2:"))
  }

  @Test func `markdown names the patch of the mail`() {
    let text = MarkdownReport(Self.run()).render()
    #expect(
      text.contains("patch 3: 32 → 1 requests for vectored direct I/O; throughput: writev:32x4k "))
    #expect(text.contains("\n| 3 | pack |"))
    #expect(!text.contains("Patch 2, "))
  }

  @Test func `the tables for programs name the patch of the mail`() {
    let summary = CSVReport(Self.run()).summary()
    #expect(summary.contains("engine,writev:32x4k,MB/s,3,fuse: pack,"))
    #expect(CSVReport(Self.run()).long().contains("engine,writev:32x4k,3,1,throughput,750,MB/s"))
    #expect(!summary.contains("MB/s,2,fuse: pack,"))
  }

  @Test func `the page names the patch and links to its panel`() throws {
    let page = try HTMLReport(Self.run()).render()
    #expect(page.contains("patch 3: 32 → 1 requests for vectored direct I/O; "))
    #expect(page.contains("href=\"#p3\""))
    #expect(page.contains("id=\"p3\""))
    // The panel of the third patch has its figures, that of the first has none.
    let panels = (1...3).compactMap { page.range(of: "id=\"p\($0)\"")?.lowerBound }
    try #require(panels.count == 3)
    #expect(page[panels[2]...].contains("100 → 750"))
    #expect(!page[panels[0]..<panels[1]].contains("100 → 750"))
  }

  @Test func `two runs are compared by the patches of the mails`() {
    let text = RunComparison([SampleRun.make(), Self.run()]).text()
    #expect(text.contains("  2   3 fuse: pack "))
  }

  @Test func `a document of an earlier version names the patch of the mail`() {
    var run = Self.run()
    for workload in run.lanes[.engine]?.workloads.indices ?? 0..<0 {
      for row in 1...2 {
        run.lanes[.engine]?.workloads[workload].stages[row].patch = nil
        run.lanes[.engine]?.workloads[workload].stages[row].step = nil
      }
      run.lanes[.engine]?.workloads[workload].attribution[0].patches = [2]
    }
    for row in 1...2 { run.counted?.calls[0].stages[row].patch = nil }
    run.counted?.promises[0].patch = 2
    run.counted?.behaviourChanges[0].patch = 2
    #expect(run.namingPatches == Self.run())
  }
}
