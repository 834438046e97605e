internal import Presentation

/// A diff as marked lines, cut where it would make the page too large to open.
struct DiffMarkup {
  /// Most lines shown of one diff.
  static let mostLines = 1200
  /// Most characters shown of one line.
  static let longestLine = 400

  /// The marked lines.
  let html: String
  /// Lines that are not shown.
  let hidden: Int
  /// Lines that are shown.
  let shown: Int

  init(_ diff: String, mostLines: Int = DiffMarkup.mostLines) {
    var html = ""
    var shown = 0
    var hidden = 0
    var reader = DiffLines()
    var element = ""
    for line in diff.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard shown < mostLines else {
        hidden += 1
        continue
      }
      shown += 1
      let text = String(Substring(line))
      let cut = text.utf8.count > Self.longestLine ? text.prefix(Self.longestLine) + "…" : text[...]
      let next = Self.element(of: reader.kind(of: line), text)
      if next != element {
        html += Self.end(element) + (next.isEmpty ? "" : "<\(next)>")
        element = next
      }
      html += Markup.content(cut) + "\n"
    }
    html += Self.end(element)
    self.html = html
    self.hidden = hidden
    self.shown = shown
  }

  /// The shortest element that marks the kind of a line, since a page holds thousands of them.
  ///
  /// Lines of one kind that follow each other share one.
  private static func element(of kind: DiffLines.Kind, _ line: String) -> String {
    switch kind {
    case .fileHeader: line.hasPrefix("diff --git ") ? "b" : "i"
    case .hunkHeader: "u"
    case .added: "ins"
    case .removed: "del"
    case .context, .note: ""
    }
  }

  private static func end(_ element: String) -> String {
    element.isEmpty ? "" : "</\(element)>"
  }
}
