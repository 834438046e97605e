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
    var isHeader = false
    for line in diff.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard shown < mostLines else {
        hidden += 1
        continue
      }
      shown += 1
      let text = String(Substring(line))
      if text.hasPrefix("diff --git ") { isHeader = true }
      if text.hasPrefix("@@") { isHeader = false }
      let cut = text.utf8.count > Self.longestLine ? text.prefix(Self.longestLine) + "…" : text[...]
      html += Self.mark(String(cut), isHeader: isHeader)
    }
    self.html = html
    self.hidden = hidden
    self.shown = shown
  }

  /// Marks a line by the shortest element that says what it is: a page holds thousands of them.
  private static func mark(_ line: String, isHeader: Bool) -> String {
    let element =
      if isHeader {
        line.hasPrefix("diff --git ") ? "b" : "i"
      } else {
        switch line.utf8.first {
        case UInt8(ascii: "+"): "ins"
        case UInt8(ascii: "-"): "del"
        case UInt8(ascii: "@"): "u"
        default: ""
        }
      }
    let text = Markup.escape(line)
    return element.isEmpty ? text + "\n" : "<\(element)>\(text)\n</\(element)>"
  }
}
