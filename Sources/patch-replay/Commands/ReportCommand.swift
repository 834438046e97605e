import ArgumentParser
import Replay

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

  @Argument(help: ArgumentHelp("A run.json, or an older and a newer one.", valueName: "run.json"))
  var runs: [String]

  @Option(
    help: """
      text, json, csv, csv-summary, markdown or html (default: by the extension of --output, else \
      text).
      """)
  var format: ReportFormat?

  @Option(help: ArgumentHelp("Write to this file, in a folder that is there.", valueName: "file"))
  var output: String?

  @OptionGroup var text: TextOptions

  func validate() throws {
    guard 1...2 ~= runs.count else { throw ValidationError("Give one run.json, or two.") }
    guard
      runs.count == 2 || format != nil || output.map({ ReportFormat(fileName: $0) != nil }) ?? true
    else {
      throw ValidationError(
        "--output \(output ?? ""): there is no such format; --format takes text, json, csv, "
          + "csv-summary, markdown and html.")
    }
    guard runs.count == 1 || format ?? .text == .text else {
      throw ValidationError("Two runs are compared as text.")
    }
  }

  func run() throws {
    var request = ReportRequest(runs)
    request.format = format
    request.output = output
    if let rendered = try request.perform(style: text.style) { try Terminal.print(rendered) }
  }
}

extension ReportFormat: ExpressibleByArgument {}
