internal import Presentation

/// The tab **diff**: in one column, or side by side where there is room.
struct DiffView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    let diff = state.diff
    guard diff.rowCount > 0 else {
      return RowContent([[Span(state.stage == 0 ? "The base has no diff" : "No diff", .dim)]])
    }
    let words = state.search.words.utf8.map(\.lowercased)
    return RowContent(count: diff.rowCount) { visible, text in
      let section = diff.sections[diff.section(at: visible)]
      let row = diff.row(at: visible)
      let place = Int(max(row.old, row.new))
      let line = diff.lines[place]
      let kind = diff.kinds[place]
      if section.isFolded {
        text.add("▸ ", .hunk)
        text.add(line, .hunk)
        text.add("  (\(section.rows.count - 1) lines)", .dim)
      } else if state.isSideBySide, row.old != row.new || kind == .context {
        side(Int(row.old), section.path, words, &text)
        text.add(" │ ", .dim)
        side(Int(row.new), section.path, words, &text)
      } else {
        Self.write(line, kind, section.path, words, &text)
      }
    }
  }

  /// Writes one side, cut and padded to half of the text's columns; nothing for the line -1.
  private func side(
    _ line: Int, _ path: String, _ words: [UInt8], _ text: inout PrintableText
  ) {
    var half = PrintableText(
      columns: (text.window.count - 3) / 2, from: state.shift, isASCII: text.isASCII)
    if line >= 0 {
      Self.write(state.diff.lines[line], state.diff.kinds[line], path, words, &half)
    }
    half.markCut()
    half.fill()
    for span in half.spans { text.add(span.text, span.ink) }
  }

  /// Writes a line of a diff in the inks of its kind and of its tokens.
  private static func write(
    _ line: ArraySlice<UInt8>, _ kind: DiffLines.Kind, _ path: String, _ words: [UInt8],
    _ text: inout PrintableText
  ) {
    switch kind {
    case .added: text.add(line, .added, marking: words)
    case .removed: text.add(line, .removed, marking: words)
    case .fileHeader, .hunkHeader: text.add(line, .hunk, marking: words)
    case .context: code(line, path, words, &text)
    case .note: text.add(line, .dim, marking: words)
    }
  }

  /// Writes a line of source code.
  static func code(
    _ line: ArraySlice<UInt8>, _ path: String, _ words: [UInt8], _ text: inout PrintableText
  ) {
    let seen = line.prefix(4 * text.window.upperBound)
    guard let language = CodeLanguage.named(path) else {
      return text.add(line, .plain, marking: words)
    }
    var next = seen.startIndex
    for token in CodeToken.scan(seen, language) {
      let start = seen.startIndex + token.range.lowerBound
      let end = seen.startIndex + token.range.upperBound
      text.add(seen[next..<start], .plain, marking: words)
      text.add(seen[start..<end], token.kind.ink, marking: words)
      next = end
    }
    text.add(seen[next...], .plain, marking: words)
  }
}

extension CodeToken.Kind {
  fileprivate var ink: Ink {
    switch self {
    case .keyword: .keyword
    case .comment: .comment
    case .string, .number: .literal
    }
  }
}
