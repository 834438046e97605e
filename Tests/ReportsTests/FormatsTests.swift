import Documents
import Foundation
import Presentation
import Reports
import TestSupport
import Testing

/// The text formats, against files that hold what they should be.
///
/// `RECORD_SNAPSHOTS=1` writes the files anew, and the run that does so fails.
struct FormatsTests {
  @Test func `markdown reads as it should`() throws {
    try expect(MarkdownReport(SampleRun.make()).render(), is: "run.md")
  }

  @Test func `every value stands in the long table`() throws {
    try expect(CSVReport(SampleRun.make()).long(), is: "run.csv")
  }

  @Test func `every stage stands in the summary`() throws {
    try expect(CSVReport(SampleRun.make()).summary(), is: "summary.csv")
  }

  @Test func `two runs stand side by side, patch by patch`() throws {
    var new = SampleRun.make(subjects: ["fuse: another", "fuse: pack"])
    for patch in 0..<2 { new.series?.patches[patch].patchID = nil }
    let slower = Comparison(ratio: 5, low: 4.5, high: 5.5, verdict: .faster)
    new.lanes[.engine]?.workloads[0].stages[2].vsPrevious = slower
    try expect(RunComparison([SampleRun.make(), new]).text(), is: "comparison.txt")
  }

  @Test func `two runs are told in characters below 128 to whoever has no others`() {
    let text = RunComparison([
      SampleRun.make(), SampleRun.make(subjects: ["fuse: émail", "fuse: pack"]),
    ]).text(style: TextStyle(isASCII: true))
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(text.contains("x7.50 [7.10, 7.90] ^"))
  }

  @Test func `markdown too is told so, and no sign means something to Markdown`() {
    var run = SampleRun.make(subjects: ["fuse: émail", "fuse: pack"])
    run.lanes[.engine]?.workloads[0].stages[2].vsPrevious?.verdict = .suspect
    let text = MarkdownReport(run, isASCII: true).render()
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(text.contains(#"x7.50 [7.10, 7.90] \* |"#), "\(text)")
    let lines = text.components(separatedBy: "\n").count
    #expect(lines == MarkdownReport(run).render().components(separatedBy: "\n").count)
  }

  @Test func `commits that were measured without mail are called by their range`() throws {
    var run = SampleRun.make()
    run.series = nil
    run.settings.range = "main..topic_1"
    #expect(TextReport(run).render().hasPrefix("main..topic_1: 2 commits\n"))
    #expect(MarkdownReport(run).render().hasPrefix("### main..topic\\_1\n"))
    #expect(try HTMLReport(run).render().contains("<h1>main..topic_1</h1>"))
    #expect(RunComparison([run, run]).text().contains("\nrun 1: main..topic_1, 3 rounds"))
    var check = try SchemaCheck.run()
    try check.check(JSONText.pretty(run))
    #expect(check.faults.isEmpty)
  }

  @Test(arguments: HostileMail.texts)
  func `mail breaks no format`(text: String) {
    let run = SampleRun.make(title: text, subjects: [text, text])
    let markdown = MarkdownReport(run).render()
    #expect(!markdown.contains("<"))
    let plain = SampleRun.make()
    #expect(
      markdown.components(separatedBy: "\n").count
        == MarkdownReport(plain).render().components(separatedBy: "\n").count)
    let comparison = RunComparison([run, run]).text()
    #expect(comparison.components(separatedBy: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `what nobody could count is a dash, never 0`() throws {
    var run = SampleRun.make()
    for stage in run.lanes[.engine]?.workloads[0].stages.indices ?? 0..<0 {
      run.lanes[.engine]?.workloads[0].stages[stage].counters = .nothingKnown
    }
    run.lanes[.kernel] = run.lanes[.engine]
    #expect(TextReport(run).render().contains("×7.50    –      –"))
    let ascii = TextReport(run, style: TextStyle(isASCII: true)).render()
    #expect(ascii.contains("x7.50    -      -"))
    #expect(MarkdownReport(run).render().contains("| ×7.50 | – | – |"))
    let page = try HTMLReport(run).render()
    #expect(page.contains("<span class=\"m-requests\">–</span><span class=\"m-bytes\">–</span>"))
    #expect(page.contains("<td>101 µs</td><td>–</td><td>–</td><td>–</td><td>–</td><td>–</td>"))
    #expect(!CSVReport(run).long().contains("engine,writev:32x4k,2,,requests_per_call"))
    #expect(CSVReport(run).long().contains("engine,readv:32x4k,2,,requests_per_call"))
  }

  @Test(arguments: [
    ([2], ", without patch 2"), ([9, 3, 8, 7], ", without patches 3, 7–9"), ([], ""),
  ])
  func `the title says which patches were left out`(without: [Int], words: String) throws {
    var run = SampleRun.make()
    run.settings.without = without.map { PatchNumber($0) }
    #expect(
      TextReport(run).render().hasPrefix("fuse: pack segments, v2: 2 of 2 patches\(words)\n"))
    #expect(MarkdownReport(run).render().hasPrefix("### fuse: pack segments, v2\(words)\n"))
    #expect(try HTMLReport(run).render().contains(" · 2 of 2 patches\(words)</p>"))
    #expect(RunComparison([run, run]).text().contains("v2\(words), 3 rounds"))
  }

  @Test func `a spreadsheet takes no subject for a formula`() {
    let table = CSVReport(SampleRun.make(subjects: ["=HYPERLINK(\"x\")", "a,b"])).summary()
    #expect(table.contains("\"'=HYPERLINK(\"\"x\"\")\""))
    #expect(table.contains("\"a,b\""))
  }

  /// A narrow terminal, a wide one, a file, characters below 128 only, and colours.
  @Test(arguments: [
    ("run-80.txt", TextStyle(columns: 80)), ("run-140.txt", TextStyle(columns: 140)),
    ("run.txt", TextStyle.plain), ("run-ascii.txt", TextStyle(isASCII: true)),
    ("run-colours.txt", TextStyle(columns: 120, hasColours: true)),
  ])
  func `text is laid out for who reads it`(name: String, style: TextStyle) throws {
    let text = TextReport(SampleRun.make(), style: style).render()
    try expect(text, is: name)
    let shown = text.replacing(/\u{1B}\[\d+m/, with: "")
    #expect(shown.split(separator: "\n").allSatisfy { $0.columns <= style.columns })
    #expect(!style.isASCII || text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(text.contains("\u{1B}") == style.hasColours)
  }

  private func expect(_ text: String, is name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/" + name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }
}
