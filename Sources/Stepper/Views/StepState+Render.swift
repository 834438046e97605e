internal import Documents
internal import Presentation

extension StepState {
  /// Draws the stepper for a terminal of the latest known size.
  ///
  /// Only the rows that are seen are made, however long the series and its diffs are.
  package func render() -> Frame {
    let layout = layout
    guard !layout.isTooSmall else { return tooSmall }
    var rows = [bar(title, .heading)]
    if isHelping {
      rows += HelpView.rows.prefix(layout.listRows).map { line(of: $0) }
    } else {
      rows += panes(layout)
    }
    rows += Array(repeating: [], count: max(0, layout.height - 2 - rows.count))
    rows.append(status)
    rows.append(line(of: [Span(HelpView.keys(columns: width), .dim)]))
    let typing = search.isTyping ? min(layout.width - 1, search.words.count + 1) : nil
    return Frame(
      width: layout.width, rows: rows,
      cursor: typing.map { Frame.Cursor(row: layout.height - 2, column: $0) })
  }

  private var tooSmall: Frame {
    let words =
      "too small: at least \(StepLayout.smallest.width) columns and \(StepLayout.smallest.height) rows are needed"
    let rows = Array(repeating: [Span](), count: max(0, height - 1))
    return Frame(width: width, rows: height > 0 ? [line(of: [Span(words)])] + rows : [])
  }

  private func panes(_ layout: StepLayout) -> [[Span]] {
    let list = PatchListView(self).rows(layout.listRows, columns: layout.listWidth)
    let content = content
    let first = scroll[tab, default: 0]
    // The two sides of a diff are moved each on its own.
    let moved = tab == .diff && isSideBySide ? 0 : shift
    return (0..<layout.listRows).map { row in
      var text = PrintableText(columns: layout.listWidth, isASCII: isASCII)
      if list.indices.contains(row) {
        for span in list[row] { text.add(span.text, span.ink) }
      }
      text.fill()
      text = border(after: text)
      guard row > 0 else { return text.spans + tabs(layout.textWidth) }
      var right = PrintableText(columns: layout.textWidth, from: moved, isASCII: isASCII)
      if first + row - 1 < content.count { content.write(first + row - 1, &right) }
      right.markCut()
      return text.spans + right.spans
    }
  }

  private func border(after text: PrintableText) -> PrintableText {
    var wider = PrintableText(columns: text.window.count + 1, isASCII: isASCII)
    for span in text.spans { wider.add(span.text, span.ink) }
    wider.add("│", .dim)
    return wider
  }

  private func tabs(_ columns: Int) -> [Span] {
    var text = PrintableText(columns: columns, isASCII: isASCII)
    let isNarrow = columns < 60
    for other in StepTab.allCases {
      let name = isNarrow && other != tab ? String(other.rawValue.prefix(3)) : other.rawValue
      text.add(other == tab ? "[\(name)]" : " \(name) ", other == tab ? .chosen : .dim)
    }
    return text.spans
  }

  /// The series, where in it the stepper is, what the run left out, and how quiet the machine was.
  private var title: String {
    let series =
      material.run.series.map { "\($0.title) v\($0.version)" } ?? material.run.settings.range
      ?? "commits"
    let leftOut = LeftOut.words(material.run.settings.without)
    var parts = ["\(series)  stage \(stage)/\(stageCount - 1)\(leftOut)"]
    parts.append("load \(StepMetric.text(material.run.environment.loadAverage))")
    if let noise = material.run.environment.machine?.during {
      parts.append(
        noise.disturbed == 0
          ? "machine quiet" : "\(noise.disturbed) of \(noise.cells) cells disturbed")
    }
    return parts.joined(separator: "  ")
  }

  private func bar(_ words: String, _ ink: Ink) -> [Span] { line(of: [Span(words, ink)]) }

  private var status: [Span] {
    if search.isTyping { return line(of: [Span("/" + search.words)]) }
    guard let progress else { return line(of: [Span(told)]) }
    return line(
      of: (told.isEmpty ? [] : [Span(told + "  ")])
        + [Span("measuring: ", .marked), Span(progress)])
  }

  private func line(of spans: [Span]) -> [Span] {
    var text = PrintableText(columns: width, isASCII: isASCII)
    for span in spans { text.add(span.text, span.ink) }
    text.markCut()
    return text.spans
  }
}
