internal import Documents
internal import Presentation

/// How text is laid out for whoever reads it.
package struct TextStyle: Hashable, Sendable {
  /// Columns that a line may have; 80 at least.
  package var columns: Int
  /// Whether only characters below 128 may be used.
  package var isASCII: Bool
  /// Whether verdicts have colours beside their signs.
  package var hasColours: Bool

  /// A file or a pipe: 100 columns, no colours.
  package static let plain = TextStyle()

  /// Lays out for a reader.
  package init(columns: Int = 100, isASCII: Bool = false, hasColours: Bool = false) {
    self.columns = max(80, columns)
    self.isASCII = isASCII
    self.hasColours = hasColours
  }

  /// A text in the colour of a verdict: what is better is green, what is worse red, what is open
  /// yellow.
  ///
  /// Colours are marked by characters for private use until the line is whole, since escape sequences
  /// that come with a mail are taken out of it, as are such characters.
  func coloured(_ text: String, as verdict: Verdict) -> String {
    guard hasColours else { return text }
    let mark: Unicode.Scalar? =
      switch verdict {
      case .faster, .fewer: "\u{E000}"
      case .slower, .more: "\u{E001}"
      case .suspect, .tiny: "\u{E002}"
      case .noChange, .equal, .inconclusive, .withinLayoutFloor: nil
      }
    return mark.map { "\($0)\(text)\u{E003}" } ?? text
  }

  /// A text of a mail without characters that mark colours here.
  static func unmarked(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { 0xE000...0xE003 ~= $0.value ? "\u{FFFD}" : $0 }))
  }

  /// A line as it is printed: harmless, in characters that the reader has, and in colour.
  func finished(_ line: String) -> String {
    var text = ""
    for scalar in Harmless.text(line).unicodeScalars {
      switch scalar.value {
      // ECMA-48, "select graphic rendition".
      case 0xE000...0xE003:
        text +=
          hasColours
          ? ["\u{1B}[32m", "\u{1B}[31m", "\u{1B}[33m", "\u{1B}[0m"][Int(scalar.value - 0xE000)] : ""
      default: text += isASCII ? PlainSigns.of(scalar) : String(scalar)
      }
    }
    return text
  }
}
