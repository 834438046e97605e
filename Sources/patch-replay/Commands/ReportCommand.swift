import ArgumentParser
import Reports
import RunModel

/// `report`: a run that was kept, in any format; or two runs side by side.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show a run that was kept, in any format, or compare two.",
    discussion: """
      With one run.json, renders it as text, JSON, CSV (csv: every value; csv-summary: a line for \
      each stage), Markdown or one offline HTML file. With two, an older and a newer one, shows \
      patch by patch what each changed in its own run.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, csvSummary = "csv-summary", markdown, html
  }

  @Argument(help: ArgumentHelp("A run.json, or an older and a newer one.", valueName: "run.json"))
  var runs: [String]

  @Option(help: "text, json, csv, csv-summary, markdown or html.")
  var format: Format = .text

  @Option(help: ArgumentHelp("Write to this file.", valueName: "file"))
  var output: String?

  @OptionGroup var text: TextOptions

  func validate() throws {
    guard 1...2 ~= runs.count else { throw ValidationError("Give one run.json, or two.") }
    guard runs.count == 1 || format == .text else {
      throw ValidationError("Two runs are compared as text.")
    }
  }

  func run() throws {
    let documents = try runs.map { path throws(Failure) in try RunFile.read(path) }
    let rendered =
      documents.count == 2
      ? RunComparison(old: documents[0], new: documents[1]).render()
      : try render(documents[0])
    guard let output else { return try Terminal.print(rendered) }
    let (folder, name) = Self.place(of: output)
    try OutputFolder(folder).write(rendered, to: name)
  }

  private func render(_ run: Run) throws -> String {
    switch format {
    case .text: TextReport(run, style: text.style).render()
    case .json: try JSONText.pretty(run)
    case .csv: CSVReport(run).long()
    case .csvSummary: CSVReport(run).summary()
    case .markdown: MarkdownReport(run).render()
    case .html: try HTMLReport(run).render()
    }
  }

  private static func place(of path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }
}
