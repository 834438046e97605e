internal import Documents
internal import Presentation

extension RunComparison {
  /// Renders the comparison as Markdown, with a column for each run.
  ///
  /// - Parameter isASCII: Whether only characters below 128 may be used.
  /// - Returns: The text, one line feed behind each line.
  package func markdown(isASCII: Bool = false) -> String {
    let answer = ComparisonAnswer(document)
    var lines = ["### \(MarkdownReport.escape(answer.headline))", ""]
    lines += answer.sentences.map { MarkdownReport.escape("\($0.sign) \($0.text)") }.map {
      "- " + $0
    }
    lines += document.runs.enumerated().map { index, run in
      "- run \(index + 1): \(MarkdownReport.escape(run.name))"
    }
    for (kind, workloads) in lanes {
      for workload in workloads { lines += table(workload, kind) }
    }
    lines += [""] + RunToRun.legend.map { "- " + MarkdownReport.escape($0) }
    return lines.map { (isASCII ? MarkdownReport.plain($0) : $0) + "\n" }.joined()
  }

  private func table(_ workload: ComparedWorkload, _ kind: LaneKind) -> [String] {
    let heads = document.runs.indices.flatMap { run in
      ["#", "run \(run + 1)"] + (run == 0 ? [] : ["beside run 1"])
    }
    let lines = rows(workload).map { patch in
      let cells = patch.runs.enumerated().flatMap { run, change in
        [change.label, change.words] + (run == 0 ? [] : [change.judgement?.words ?? ""])
      }
      return Self.line([patch.title] + cells)
    }
    let rules = [":--"] + heads.map { $0 == "#" ? "--:" : ":--" }
    return [
      "", "**\(MarkdownReport.escape(heading(workload, kind)))**", "",
      Self.line([kind.rowName] + heads), "| " + rules.joined(separator: " | ") + " |",
    ] + lines
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.map(MarkdownReport.escape).joined(separator: " | ") + " |"
  }
}
