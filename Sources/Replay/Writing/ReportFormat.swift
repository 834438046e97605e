internal import Documents
internal import Failures
internal import Foundation
internal import Reports

/// A form of a report.
package enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  case text, json, csv, csvSummary = "csv-summary", markdown, html

  /// What a file's name asks for; text where it says nothing, nil where it asks for another kind.
  package init?(fileName: String) {
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

  /// Whether several runs can be shown in it; a table of values holds those of one run.
  package var takesSeveralRuns: Bool {
    switch self {
    case .text, .json, .markdown, .html: true
    case .csv, .csvSummary: false
    }
  }

  /// Renders a comparison of several runs.
  func render(comparisonOf runs: [Run], style: TextStyle) throws(Failure) -> String {
    let comparison = RunComparison(runs)
    return try Failure.classifying {
      switch self {
      case .text: comparison.text(style: style)
      case .json: try JSONText.pretty(comparison.document)
      case .markdown: comparison.markdown(isASCII: style.isASCII)
      case .html: try comparison.page()
      case .csv, .csvSummary:
        throw Failure(
          .usage, "several runs are compared as text, Markdown, JSON or HTML, not as CSV")
      }
    }
  }

  /// Renders a run.
  func render(_ run: Run, style: TextStyle) throws(Failure) -> String {
    try Failure.classifying {
      switch self {
      case .text: TextReport(run, style: style).render()
      case .json: try JSONText.pretty(run)
      case .csv: CSVReport(run).long()
      case .csvSummary: CSVReport(run).summary()
      case .markdown: MarkdownReport(run, isASCII: style.isASCII).render()
      case .html: try HTMLReport(run).render()
      }
    }
  }
}
