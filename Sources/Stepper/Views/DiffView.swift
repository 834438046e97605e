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
      let line = diff.lines[Int(max(row.old, row.new))]
      if section.isFolded {
        text.add("▸ ", .hunk)
        text.add(line, .hunk)
        text.add("  (\(section.rows.count - 1) lines)", .dim)
      } else if state.isSideBySide, row.old != row.new || line.first == UInt8(ascii: " ") {
        side(row.old < 0 ? [] : diff.lines[Int(row.old)], section.path, words, &text)
        text.add(" │ ", .dim)
        side(row.new < 0 ? [] : diff.lines[Int(row.new)], section.path, words, &text)
      } else {
        Self.write(line, section.path, words, &text)
      }
    }
  }

  /// Writes one side, cut and padded to half of the text's columns.
  private func side(
    _ line: ArraySlice<UInt8>, _ path: String, _ words: [UInt8], _ text: inout PrintableText
  ) {
    var half = PrintableText(
      columns: (text.window.count - 3) / 2, from: state.shift, isASCII: text.isASCII)
    Self.write(line, path, words, &half)
    half.markCut()
    half.fill()
    for span in half.spans { text.add(span.text, span.ink) }
  }

  /// Writes a line of a diff in the inks of its kind and of its tokens.
  static func write(
    _ line: ArraySlice<UInt8>, _ path: String, _ words: [UInt8], _ text: inout PrintableText
  ) {
    switch line.first {
    case UInt8(ascii: "+"): text.add(line, .added, marking: words)
    case UInt8(ascii: "-"): text.add(line, .removed, marking: words)
    case UInt8(ascii: "@"), UInt8(ascii: "d"), UInt8(ascii: "i"):
      text.add(line, .hunk, marking: words)
    case UInt8(ascii: " "): code(line, path, words, &text)
    default: text.add(line, .dim, marking: words)
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
