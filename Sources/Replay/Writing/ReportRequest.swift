internal import Documents
package import Failures
package import Reports

/// Asks to show a run that was kept, or several side by side.
package struct ReportRequest: Sendable {
  /// The files of one run, or of several, of which the first is the reference.
  package var runs: [String]
  /// The form, which the name of `output` says where it is nil.
  package var format: ReportFormat?
  /// The file to write to; nil where the caller wants the text.
  package var output: String?

  package init(_ runs: [String]) { self.runs = runs }

  /// Renders the runs.
  ///
  /// - Parameter style: How text is laid out.
  /// - Returns: The report; nil where it was written to a file.
  /// - Throws: ``Failure`` where a file holds no run, or cannot be written.
  package func perform(style: TextStyle) throws(Failure) -> String? {
    let file = try output.map { path throws(Failure) in try OutputFile(path) }
    let documents = try runs.map { path throws(Failure) in try RunFile.read(path) }
    let format = format ?? output.flatMap { ReportFormat(fileName: $0) } ?? .text
    let rendered =
      documents.count > 1
      ? try format.render(comparisonOf: documents, style: style)
      : try format.render(documents[0], style: style)
    guard let file else { return rendered }
    try file.write(rendered)
    return nil
  }
}
