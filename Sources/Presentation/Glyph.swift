/// The sign that stands for a verdict.
package enum Glyph {
  /// The sign of a verdict, as `run.json` words it; `?` for one that is open.
  package static func of(_ verdict: String) -> String {
    switch verdict {
    case "faster": "▲"
    case "slower": "▼"
    case "tiny but real": "~"
    case "suspect": "◆"
    case "no change", "equal": "="
    case "more": "▴"
    case "fewer": "▾"
    case "within the layout floor": "≈"
    default: "?"
    }
  }

  /// Says what the signs mean, in one line.
  ///
  /// - Parameter showsEquivalence: Whether the interval beside `=` is the one that shows so.
  /// - Returns: The line.
  package static func legend(showsEquivalence: Bool) -> String {
    "▲ faster  ▼ slower  ~ tiny but real  ◆ one of several  "
      + "= in ±2 %\(showsEquivalence ? " [90 %]" : "")  ≈ layout  ? inconclusive"
  }
}
