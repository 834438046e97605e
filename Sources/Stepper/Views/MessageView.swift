internal import Documents
internal import Presentation

/// A patch's mail as text: who wrote it, what it says, who signed it.
struct MessageText {
  let text: String

  init(_ patch: StepPatch) {
    guard let summary = patch.summary else {
      text = patch.subject
      return
    }
    var lines = [
      summary.subject, "",
      "From: \(summary.author.name) <\(summary.author.email)>", "Date: \(summary.date)",
    ]
    if let identifier = summary.patchID { lines.append("Patch-id: \(identifier)") }
    lines += ["", summary.body, ""]
    // Trailers of the message itself stand in its body; those of replies do not.
    lines += summary.trailers.filter { $0.message != summary.message }.map {
      "\($0.key): \($0.value) (message \($0.message))"
    }
    lines += summary.files.map {
      "\($0.newPath ?? $0.oldPath ?? "")  +\($0.additions) −\($0.deletions)"
        + ($0.status == .modified ? "" : "  \($0.status.rawValue)") + ($0.binary ? "  binary" : "")
    }
    text = lines.joined(separator: "\n")
  }
}

/// The tab **message**.
struct MessageView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    let lines = LineIndex(state.patch.map { MessageText($0).text } ?? series)
    let words = state.search.words.utf8.map(\.lowercased)
    let isPatch = state.patch != nil
    return RowContent(count: lines.count) { row, text in
      let ink: Ink =
        row == 0 ? .heading : isPatch && row < 5 && !lines[row].isEmpty ? .dim : .plain
      text.add(lines[row], ink, marking: words)
    }
  }

  /// What there is to say of the whole series, at the base.
  private var series: String {
    guard let series = state.material.run.series else { return "The base" }
    var lines = [
      series.title, "",
      "From: \(series.author.name) <\(series.author.email)>", "Date: \(series.date)",
      "Version \(series.version), \(series.patchCount)"
        + LeftOut.words(state.material.run.settings.without), "",
    ]
    lines += series.claims.map { "The cover letter claims \($0.words)" }
    lines += series.problems.map { "\($0.severity): \($0.message)" }
    return lines.joined(separator: "\n")
  }
}

extension PrintableText {
  /// Adds bytes of a mail, with what a search looks for marked.
  mutating func add(_ bytes: ArraySlice<UInt8>, _ ink: Ink, marking words: [UInt8]) {
    // What lies behind the window is not looked at, however long the line is.
    var rest = bytes.prefix(4 * window.upperBound + words.count)
    while let found = rest.range(of: words) {
      add(rest[..<found.lowerBound], ink)
      add(rest[found], .marked)
      rest = rest[found.upperBound...]
    }
    add(rest, ink)
  }
}
