import Documents
import Presentation
import Reports
import TestSupport
import Testing

/// A run whose every text is hostile, in every format.
struct HarmlessOutputTests {
  static let formats: [(name: String, render: @Sendable (Run) throws -> String)] = [
    ("text", { TextReport($0).render() }),
    ("text of 80 columns", { TextReport($0, style: TextStyle(columns: 80)).render() }),
    ("text of 160 columns", { TextReport($0, style: TextStyle(columns: 160)).render() }),
    ("ASCII", { TextReport($0, style: TextStyle(isASCII: true)).render() }),
    ("Markdown", { MarkdownReport($0).render() }),
    ("Markdown in ASCII", { MarkdownReport($0, isASCII: true).render() }),
    ("every value", { CSVReport($0).long() }),
    ("every stage", { CSVReport($0).summary() }),
    ("two runs", { RunComparison([$0, $0]).text() }),
    ("two runs in Markdown", { RunComparison([$0, $0]).markdown() }),
    (
      "how it applied",
      { run in run.apply.map { ApplyReport($0).render() } ?? "" }
    ),
    (
      "what is in the mail",
      { run in
        InspectReport(
          InspectDocument(
            messages: [], series: run.series.map { [$0] } ?? [],
            problems: run.series?.problems ?? [])
        ).render()
      }
    ),
  ]

  @Test(arguments: formats.map(\.name))
  func `no unsafe character comes out`(format: String) throws {
    let render = try #require(Self.formats.first { $0.name == format }).render
    let text = try render(HostileText.run())
    #expect(HostileText.found(in: text).isEmpty)
    #expect(!text.contains { $0 == "\t" })
    #expect(text.contains("<U+202E>") || text.contains("&lt;U+202E>"), "it is shown by its name")
  }

  @Test func `nor on the page`() throws {
    let page = try HTMLReport(HostileText.run()).render()
    #expect(HostileText.found(in: page).isEmpty)
    #expect(page.contains("&lt;U+202E&gt;"))
    let compared = try RunComparison([HostileText.run(), HostileText.run()]).page()
    #expect(HostileText.found(in: compared).isEmpty)
    #expect(compared.contains("&lt;U+202E&gt;"))
  }

  @Test func `colours are ours`() throws {
    let style = TextStyle(columns: 120, hasColours: true)
    let text = try TextReport(HostileText.run(), style: style).render()
    let rest = text.replacing(/\u{1B}\[(31|32|33|0)m/, with: "")
    #expect(rest != text)
    #expect(HostileText.found(in: rest).isEmpty)
  }
}
