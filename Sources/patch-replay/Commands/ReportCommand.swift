import ArgumentParser
import Replay

/// `report`: a run that was kept, in any format; or several runs side by side.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show a run that was kept, in any format, or compare several.",
    discussion: """
      With one run.json, renders it as text, JSON, CSV (csv: every value; csv-summary: a line for \
      each stage), Markdown or one offline HTML file. With several, shows patch by patch what each \
      changed in its own run, beside the first one, as text, JSON, Markdown or HTML. Nothing is \
      judged where machine, programs, settings or the base's level are not the same.
      """)

  @Argument(
    help: ArgumentHelp("A run.json, or an older one and newer ones.", valueName: "run.json"))
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
    guard !runs.isEmpty else { throw ValidationError("Give a run.json, or several.") }
    let named = format ?? output.map { ReportFormat(fileName: $0) } ?? .text
    guard let named else {
      throw ValidationError(
        "--output \(output ?? ""): there is no such format; --format takes text, json, csv, "
          + "csv-summary, markdown and html.")
    }
    guard runs.count == 1 || named.takesSeveralRuns else {
      throw ValidationError("Several runs are compared as text, JSON, Markdown or HTML.")
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
