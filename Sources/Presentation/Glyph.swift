package import Documents

/// The sign that stands for a verdict.
package enum Glyph {
  /// The sign of a verdict; `?` for one that is open.
  package static func of(_ verdict: Verdict) -> String {
    switch verdict {
    case .faster: "▲"
    case .slower: "▼"
    case .tiny: "~"
    case .suspect: "◆"
    case .noChange, .equal: "="
    case .more: "▴"
    case .fewer: "▾"
    case .withinLayoutFloor: "≈"
    case .inconclusive: "?"
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
