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
  ///   - style: Whom it is laid out for.
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
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    if !counts.isEmpty {
      lines.append(
        "\(Columns.counted(document.messages.count, "message")): \(counts.joined(separator: ", "))")
    }
    return lines.map { style.finished(TextStyle.unmarked($0)) + "\n" }.joined()
  }

  private func describe(_ series: SeriesSummary) -> [String] {
    var lines = [
      "series \(series.index): \(series.title), v\(series.version), by \(series.author.name)",
      "  \(series.date)  \(series.patches.count) of \(series.expected) patches"
        + (series.cover == nil ? ", no cover letter" : ", cover letter"),
    ]
    for claim in series.claims {
      lines.append(
        "  claims \(claim.workload): \(Columns.count(claim.before)) → "
          + "\(Columns.count(claim.after)) \(claim.unit)")
    }
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

/// Text from mail, for a terminal.
enum Harmless {
  /// Replaces control characters, which could move the cursor or worse, by U+FFFD, and tabs by
  /// blanks.
  static func text(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { harmless, scalar in
      if scalar == "\t" {
        harmless += "        "
      } else {
        harmless.unicodeScalars.append(
          scalar.value < 32 || 127...159 ~= scalar.value ? "\u{FFFD}" : scalar)
      }
    }
  }
}
