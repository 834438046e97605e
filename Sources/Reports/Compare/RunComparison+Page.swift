internal import Mustache
internal import Documents
internal import Presentation

extension RunComparison {
  /// Renders the comparison as one HTML file that needs no network, no server and no script.
  ///
  /// - Returns: The text of the file.
  /// - Throws: The template engine's error where the page's template is not well-formed.
  package func page() throws -> String {
    MustacheContentTypes.register(MarkupContent(), named: MarkupContent.name)
    var library = MustacheLibrary()
    for (name, text) in PageFiles.templates where name == Self.template {
      try library.register("{{% CONTENT_TYPE:\(MarkupContent.name)}}" + text, named: name)
    }
    return library.render(TemplateValues.of(values) ?? [:], withTemplate: Self.template) ?? ""
  }

  /// The page's template.
  static let template = "comparison"

  /// What the page shows.
  var values: ComparisonValues {
    let answer = ComparisonAnswer(document)
    return ComparisonValues(
      headline: answer.headline,
      sentences: answer.sentences.map {
        ComparisonValues.Sentence(kind: $0.tone.pageClass, glyph: $0.sign, text: $0.text)
      },
      runs: document.runs.enumerated().map { "run \($0 + 1): \($1.name)" },
      workloads: lanes.flatMap { kind, workloads in workloads.map { table($0, kind) } },
      legend: RunToRun.legend)
  }

  private func table(_ workload: ComparedWorkload, _ kind: LaneKind) -> ComparisonValues.Table {
    ComparisonValues.Table(
      caption: heading(workload, kind), rowName: kind.rowName,
      heads: document.runs.indices.map { "run \($0 + 1)" },
      rows: rows(workload).map { patch in
        ComparisonValues.Row(
          title: patch.title,
          cells: patch.runs.map { change in
            ComparisonValues.Cell(
              number: change.patch.map { "patch \($0)" } ?? "", text: change.words,
              kind: change.judgement?.tone.pageClass ?? "",
              judgement: change.judgement?.words ?? "",
              hint: change.reason?.rawValue ?? change.against?.words ?? "")
          })
      })
  }
}

/// What the page of several runs shows, by the names that its template uses.
struct ComparisonValues {
  var headline: String
  var sentences: [Sentence]
  var runs: [String]
  var workloads: [Table]
  var legend: [String]
  var style = PageFiles.style

  /// What matters, a sentence at a time.
  struct Sentence {
    var kind: String
    var glyph: String
    var text: String
  }

  /// A workload.
  struct Table {
    var caption: String
    var rowName: String
    var heads: [String]
    var rows: [Row]
  }

  /// A patch.
  struct Row {
    var title: String
    var cells: [Cell]
  }

  /// A patch in one run.
  struct Cell {
    var number: String
    var text: String
    /// The class that colours the judgement.
    var kind: String
    var judgement: String
    var hint: String
  }
}
