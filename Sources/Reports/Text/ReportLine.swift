/// A line of a text report: pieces of text, some of them in a colour.
///
/// Colours are values beside the text, not characters in it, so that no text of a mail can bring one.
struct ReportLine {
  /// Text in one colour; nil for the terminal's own.
  struct Piece {
    var text: String
    var colour: TextStyle.Colour?
  }

  private(set) var pieces: [Piece]

  init(_ text: String, _ colour: TextStyle.Colour? = nil) {
    pieces = [Piece(text: text, colour: colour)]
  }

  static func + (left: ReportLine, right: ReportLine) -> ReportLine {
    var line = left
    line.pieces += right.pieces
    return line
  }

  /// Columns with a space between, without spaces at the end.
  static func joined(_ columns: [ReportLine]) -> ReportLine {
    var line = columns.dropFirst().reduce(columns.first ?? ReportLine("")) {
      $0 + ReportLine(" ") + $1
    }
    while let last = line.pieces.last {
      let kept = last.text.reversed().drop { $0 == " " }
      guard kept.isEmpty else {
        line.pieces[line.pieces.count - 1].text = String(kept.reversed())
        break
      }
      line.pieces.removeLast()
    }
    return line
  }
}
