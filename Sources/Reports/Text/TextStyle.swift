internal import Documents
internal import Presentation

/// How text is laid out: width, characters and colours.
package struct TextStyle: Hashable, Sendable {
  /// Columns that a line may have; 80 at least.
  package var columns: Int
  /// Whether only characters below 128 may be used.
  package var isASCII: Bool
  /// Whether verdicts have colours beside their signs.
  package var hasColours: Bool

  /// A file or a pipe: 100 columns, no colours.
  package static let plain = TextStyle()

  /// Creates a style; fewer than 80 columns become 80.
  package init(columns: Int = 100, isASCII: Bool = false, hasColours: Bool = false) {
    self.columns = max(80, columns)
    self.isASCII = isASCII
    self.hasColours = hasColours
  }

  /// A colour of a terminal.
  enum Colour: Int {
    case red = 31
    case green = 32
    case yellow = 33
  }

  /// The colour of a tone; none for what needs no look.
  static func colour(_ tone: Tone) -> Colour? {
    switch tone {
    case .better: .green
    case .worse: .red
    case .shared, .tiny, .changed: .yellow
    case .unchanged, .open: nil
    }
  }

  /// A line as it is printed: harmless, in characters that the reader has, and in colour.
  func finished(_ line: ReportLine) -> String {
    line.pieces.map { piece in
      let text = finished(piece.text)
      guard hasColours, let colour = piece.colour else { return text }
      // ECMA-48, "select graphic rendition".
      return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }.joined()
  }

  /// A line without colours as it is printed: harmless, in characters that the reader has.
  package func finished(_ line: String) -> String {
    let harmless = Harmless.line(line)
    return isASCII ? harmless.unicodeScalars.map(PlainSigns.of).joined() : harmless
  }
}
