internal import Mustache
package import Documents
internal import Presentation

/// A run as one HTML file that needs no network, no server and no script.
///
/// Every chart and table is there without JavaScript; the script selects, filters and copies. A
/// Content-Security-Policy forbids the network and every script but the page's own.
package struct HTMLReport {
  private let run: Run

  /// Creates the report of a run.
  ///
  /// - Parameter run: The run.
  package init(_ run: Run) { self.run = run }

  /// Renders the page: the same run gives the same bytes.
  ///
  /// - Returns: The text of the file.
  /// - Throws: The JSON encoder's error where a number is not finite, or zlib's where memory is short.
  package func render() throws -> String {
    MustacheContentTypes.register(MarkupContent(), named: MarkupContent.name)
    var values = RunView(run: Self.clipped(run).inUnits(TimeText.fitting)).values
    let markdown = MarkdownReport(Self.clipped(run)).render()
    values.data = try PackedText.pack(
      JSONText.line(PageData(Self.data(of: run), markdown: markdown)))
    var library = MustacheLibrary()
    for (name, text) in PageFiles.templates {
      try library.register("{{% CONTENT_TYPE:\(MarkupContent.name)}}" + text, named: name)
    }
    return library.render(TemplateValues.of(values) ?? [:], withTemplate: "page") ?? ""
  }

  /// The run with titles short enough to stand in every table and hint.
  private static func clipped(_ run: Run) -> Run {
    var run = run
    func clip(_ text: inout String) {
      guard text.utf8.count > 300 else { return }
      text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(300))) + "…"
    }
    if var series = run.series {
      clip(&series.title)
      for index in series.patches.indices { clip(&series.patches[index].subject) }
      run.series = series
    }
    for lane in run.lanes.keys {
      guard var result = run.lanes[lane] else { continue }
      for index in result.workloads.indices {
        for stage in result.workloads[index].stages.indices {
          clip(&result.workloads[index].stages[stage].title)
        }
      }
      run.lanes[lane] = result
    }
    return run
  }

  /// The run without the texts that stand on the page anyway; twice would double its size.
  private static func data(of run: Run) -> Run {
    var data = run
    // The page's script makes a table with these names.
    data.lanes = data.lanes.mapValues { lane in
      LaneResult(
        workloads: lane.workloads.map {
          var workload = $0
          workload.name = Harmless.line(workload.name)
          workload.unit = Harmless.line(workload.unit)
          return workload
        })
    }
    for index in (data.series?.patches ?? []).indices {
      data.series?.patches[index].diff = nil
      data.series?.patches[index].stage?.code = nil
      data.series?.patches[index].body = ""
    }
    for index in (data.apply?.patches ?? []).indices {
      data.apply?.patches[index].hunks.removeAll { $0.offset == 0 }
    }
    return data
  }
}
