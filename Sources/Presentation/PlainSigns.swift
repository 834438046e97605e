/// The program's own signs for a terminal that shows nothing above 127: one character for each, so that
/// columns stay where they are.
package enum PlainSigns {
  /// The sign in place of another; `?` for what the program does not use itself.
  package static func of(_ scalar: Unicode.Scalar) -> String {
    scalar.isASCII ? String(scalar) : signs[scalar] ?? "?"
  }

  private static let signs: [Unicode.Scalar: String] = [
    "▲": "^", "▼": "v", "◆": "*", "≈": "-", "·": ".", "…": ".", "│": "|", "─": "-", "┼": "+",
    "▶": ">", "✓": "+", "✗": "x", "█": "#", "▌": "#", "–": "-", "−": "-", "×": "x", "→": ">",
    "±": "~", "▸": ">", "▾": "v", "▴": "^", "θ": "t", "“": "\"", "”": "\"", "’": "'", "░": ".",
    "▁": "_",
    "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#", "■": "#", "├": "|", "┤": "|",
    "┃": "|", "µ": "u", "┈": ".",
  ]
}
