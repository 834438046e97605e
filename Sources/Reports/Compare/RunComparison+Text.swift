internal import Documents
internal import Presentation

extension RunComparison {
  /// Renders the comparison as plain text, one line feed behind each line; each later run has its tables
  /// beside the reference, so that any number of runs fits.
  ///
  /// - Parameter style: Width, characters and colours.
  /// - Returns: The text.
  package func text(style: TextStyle = .plain) -> String {
    let answer = ComparisonAnswer(document)
    var lines = Columns.wrap(answer.headline, indent: 4, columns: style.columns)
    for sentence in answer.sentences {
      lines += Columns.wrap(
        "\(sentence.sign) \(sentence.text)", indent: 4, columns: style.columns)
    }
    lines.append("")
    for (index, run) in document.runs.enumerated() {
      lines += Columns.wrap("run \(index + 1): \(run.name)", indent: 4, columns: style.columns)
    }
    for (kind, workloads) in lanes {
      for workload in workloads {
        for run in document.runs.indices.dropFirst()
        where workload.measured[0] && workload.measured[run] {
          lines += table(workload, kind, run, style)
        }
      }
    }
    lines += [""]
    lines += RunToRun.legend.flatMap { Columns.wrap($0, indent: 4, columns: style.columns) }
    return lines.map { style.finished($0) + "\n" }.joined()
  }

  private func table(
    _ workload: ComparedWorkload, _ kind: LaneKind, _ run: Int, _ style: TextStyle
  ) -> [String] {
    let name = "run \(run + 1)"
    var lines = [""] + Columns.wrap(heading(workload, kind), indent: 4, columns: style.columns)
    lines.append(
      Self.row(["1", "\(run + 1)", kind.rowName, "run 1", name, "beside run 1"], style))
    for patch in rows(workload) {
      let (old, new) = (patch.runs[0], patch.runs[run])
      guard old.state != nil || new.state != nil else { continue }
      lines.append(
        Self.row(
          [
            old.state == nil ? "–" : old.label, new.state == nil ? "–" : new.label, patch.title,
            old.words, new.words, new.judgement?.words ?? "",
          ], style))
    }
    return lines
  }

  /// A line; what the last columns need of the width is the title's where it is wide enough.
  private static func row(_ cells: [String], _ style: TextStyle) -> String {
    let widths = [3, 3, max(9, style.columns - 72), 24, 24]
    var line = zip(cells, widths).enumerated().map { place, cell in
      place == 2 ? Columns.left(cell.0, cell.1) : Columns.right(cell.0, cell.1)
    }.joined(separator: " ")
    line += " " + (cells.last ?? "")
    while line.last == " " { line.removeLast() }
    return line
  }
}
