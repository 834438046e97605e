internal import Documents

/// The program's own signs in ASCII: one character for each, so that columns stay aligned.
package enum PlainSigns {
  /// The ASCII sign for another; `?` for characters that the program does not use itself.
  package static func of(_ scalar: Unicode.Scalar) -> String {
    scalar.isASCII ? String(scalar) : verdicts[scalar] ?? signs[scalar] ?? "?"
  }

  private static let verdicts = Dictionary(
    Verdict.allCases.flatMap { verdict in
      verdict.sign.unicodeScalars.map { ($0, verdict.plainSign) }
    }, uniquingKeysWith: { first, _ in first })

  private static let signs: [Unicode.Scalar: String] = [
    "·": ".", "…": ".", "│": "|", "─": "-", "┼": "+",
    "▶": ">", "✓": "+", "✗": "x", "█": "#", "▌": "#", "–": "-", "−": "-", "×": "x", "→": ">",
    "±": "~", "▸": ">", "θ": "t", "“": "\"", "”": "\"", "’": "'", "░": ".",
    "▁": "_",
    "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#", "■": "#", "├": "|", "┤": "|",
    "┃": "|", "µ": "u", "┈": ".",
  ]
}
