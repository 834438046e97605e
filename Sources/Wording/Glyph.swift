/// The sign that stands for a verdict.
public enum Glyph {
  /// The sign of a verdict, as `run.json` words it; `?` for one that is open.
  public static func of(_ verdict: String) -> String {
    switch verdict {
    case "faster": "▲"
    case "slower": "▼"
    case "tiny but real": "~"
    case "suspect": "◆"
    case "no change": "="
    case "within the layout floor": "≈"
    default: "?"
    }
  }

  /// What the signs mean, in one line.
  public static let legend =
    "▲ faster  ▼ slower  ~ tiny but real  ◆ one of several  = in ±2 % [90 %]  "
    + "≈ layout  ? inconclusive"
}
