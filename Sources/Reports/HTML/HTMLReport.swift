internal import Mustache
public import RunModel

/// A run as one HTML file that needs no network, no server and no script.
///
/// Every chart and table is there without JavaScript; the script selects, filters and copies. A
/// Content-Security-Policy forbids the network and every script but the page's own.
public struct HTMLReport {
  private let run: Run

  /// Creates the report of a run.
  ///
  /// - Parameter run: The run.
  public init(_ run: Run) { self.run = run }

  /// Renders the page: the same run gives the same bytes.
  ///
  /// - Returns: The text of the file.
  /// - Throws: The JSON encoder's error where a number is not finite.
  public func render() throws -> String {
    MustacheContentTypes.register(MarkupContent(), named: MarkupContent.name)
    var data = run
    // The page holds the diffs already; twice would double its size.
    for index in (data.series?.patches ?? []).indices { data.series?.patches[index].diff = nil }
    var values = RunView(run: run).values
    values["style"] = PageStyle.text
    values["script"] = PageScript.text
    values["scriptHash"] = PageScript.hash
    values["markdown"] = MarkdownReport(run).render()
    // No `<` is left, so neither the end of the script nor a comment can begin in the data.
    values["json"] = try JSONText.line(data).split(separator: "<", omittingEmptySubsequences: false)
      .joined(separator: "\\u003c")
    var library = MustacheLibrary()
    for (name, text) in PageTemplate.parts {
      try library.register("{{% CONTENT_TYPE:\(MarkupContent.name)}}" + text, named: name)
    }
    return library.render(values, withTemplate: "page") ?? ""
  }
}
