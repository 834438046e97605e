package import Documents
internal import Presentation

/// What is in the mail, as plain text.
package struct InspectReport {
  private let document: InspectDocument
  private let style: TextStyle

  /// Creates the report of a mailbox.
  ///
  /// - Parameters:
  ///   - document: What was found.
  ///   - style: Width, characters and colours.
  package init(_ document: InspectDocument, style: TextStyle = .plain) {
    self.document = document
    self.style = style
  }

  /// Renders the report, one line feed behind each line.
  ///
  /// - Returns: The text.
  package func render() -> String {
    var lines: [String] = []
    for series in document.series { lines += describe(series) + [""] }
    lines += document.problems.map(describe)
    let counts = [MessageKind.cover, .patch, .reply, .other].compactMap { kind -> String? in
      let count = document.messages.count { $0.kind == kind }
      return count == 0 ? nil : Self.counted(count, kind)
    }
    if !counts.isEmpty {
      lines.append(
        "\(Columns.counted(document.messages.count, "message")): \(counts.joined(separator: ", "))")
    }
    return lines.map { style.finished($0) + "\n" }.joined()
  }

  private static func counted(_ count: Int, _ kind: MessageKind) -> String {
    switch kind {
    case .cover: Columns.counted(count, "cover letter")
    case .patch: Columns.counted(count, "patch", "patches")
    case .reply: Columns.counted(count, "reply", "replies")
    case .other: Columns.counted(count, "other")
    }
  }

  private func describe(_ series: SeriesSummary) -> [String] {
    var lines = [
      "series \(series.index): \(series.title), v\(series.version), by \(series.author.name)",
      "  \(series.date)  \(series.patchCount)"
        + (series.cover == nil ? ", no cover letter" : ", cover letter"),
    ]
    lines += series.claims.map { "  claims \($0.words)" }
    for patch in series.patches {
      let stage =
        patch.stage.map {
          "stage \($0.number) (\($0.evidence.joined(separator: ", ")), "
            + "\(Columns.number($0.confidence, decimals: 1)))"
        } ?? "no stage"
      lines.append(
        "  \(Columns.right("\(patch.number)", 3))  \(Columns.left(patch.subject, 54)) "
          + "\(Columns.right("+\(patch.additions)", 5)) \(Columns.right("−\(patch.deletions)", 5))"
          + "  \(stage)")
    }
    if series.patches.isEmpty {
      lines += series.announced.enumerated().map {
        "  \(Columns.right("\($0 + 1)", 3))  \($1)  (announced, not here)"
      }
    }
    return lines + series.problems.map { "  " + describe($0) }
  }

  private func describe(_ problem: ProblemSummary) -> String {
    "\(problem.severity.rawValue): \(problem.message) [\(problem.code)]"
  }
}
