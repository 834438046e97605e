internal import Documents
internal import Presentation

extension WorkloadResult {
  /// The stages of which the functions were looked at, with their rows.
  var explained: [(stage: StageResult, words: FunctionWords)] {
    stages.compactMap { stage in FunctionWords(stage).map { (stage, $0) } }
  }

  /// For each patch that was looked at, a line and one for each function.
  var functionLines: [String] {
    explained.flatMap { stage, words in
      ["\(name): " + FunctionWords.heading(stage, of: self)]
        + (words.rows.isEmpty
          ? ["- \(FunctionWords.nothing)"] : words.rows.map { "- \($0.line)" })
    }
  }

  /// The same for Markdown.
  var functionMarkdown: [String] {
    explained.flatMap { stage, words -> [String] in
      let heading = MarkdownReport.escape("\(name): " + FunctionWords.heading(stage, of: self))
      guard !words.rows.isEmpty else { return ["", "\(heading): \(FunctionWords.nothing)"] }
      return [
        "", heading, "", "| function | place | before | after | change | changed by the patch |",
        "| :-- | :-- | --: | --: | --: | :-- |",
      ]
        + words.rows.map { row in
          let cells = [row.name, row.place, row.before, row.after, row.change]
          return "| " + cells.map(MarkdownReport.escape).joined(separator: " | ")
            + " | \(row.isTouched ? "yes" : "") |"
        }
    }
  }
}
