import ArgumentParser
import Documents
import Foundation
import Reports

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

    /// What a file's name asks for; text where it says nothing, nil where it asks for another kind.
    init?(fileName: String) {
      let ending = (fileName as NSString).pathExtension.lowercased()
      switch ending {
      case "json", "csv", "html": self.init(rawValue: ending)
      case "htm": self = .html
      case "md", "markdown": self = .markdown
      case "", "txt", "text", "log", "out": self = .text
      default:
        // Dates and numbers behind a dot are no kind of file.
        guard ending.contains(where: { !("a"..."z" ~= $0) }) else { return nil }
        self = .text
      }
    }
  }

  @Argument(help: ArgumentHelp("A run.json, or an older and a newer one.", valueName: "run.json"))
  var runs: [String]

  @Option(
    help: """
      text, json, csv, csv-summary, markdown or html; what the name of --output ends with, or text, \
      unless told.
      """)
  var format: Format?

  @Option(help: ArgumentHelp("Write to this file, in a folder that is there.", valueName: "file"))
  var output: String?

  @OptionGroup var text: TextOptions

  func validate() throws {
    guard 1...2 ~= runs.count else { throw ValidationError("Give one run.json, or two.") }
    guard runs.count == 2 || format != nil || output.map({ Format(fileName: $0) != nil }) ?? true
    else {
      throw ValidationError(
        "--output \(output ?? ""): there is no such format; --format takes text, json, csv, "
          + "csv-summary, markdown and html.")
    }
    guard runs.count == 1 || format ?? .text == .text else {
      throw ValidationError("Two runs are compared as text.")
    }
  }

  private var chosen: Format {
    format ?? output.flatMap { Format(fileName: $0) } ?? .text
  }

  func run() throws {
    let file = try output.map { path throws(Failure) in try OutputFile(path) }
    let documents = try runs.map { path throws(Failure) in try RunFile.read(path) }
    let rendered =
      documents.count == 2
      ? RunComparison(old: documents[0], new: documents[1], style: text.style).render()
      : try render(documents[0])
    guard let file else { return try Terminal.print(rendered) }
    try file.write(rendered)
  }

  private func render(_ run: Run) throws -> String {
    switch chosen {
    case .text: TextReport(run, style: text.style).render()
    case .json: try JSONText.pretty(run)
    case .csv: CSVReport(run).long()
    case .csvSummary: CSVReport(run).summary()
    case .markdown: MarkdownReport(run, isASCII: text.style.isASCII).render()
    case .html: try HTMLReport(run).render()
    }
  }
}
