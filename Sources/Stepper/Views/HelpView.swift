internal import Documents
internal import Presentation

/// The keys.
enum HelpView {
  /// The most needed ones that fit a line.
  static func keys(columns: Int) -> String {
    let keys = [
      "n/p patch", "tab view", "? help", "q quit", "/ search", "r measure", "w workload",
      "m metric", "b base", "x leave out", "o report", "e export",
    ]
    return keys.reduce("") { line, key in
      line.isEmpty ? key : line.count + key.count + 2 > columns ? line : line + "  " + key
    }
  }

  static var rows: [[Span]] {
    [[Span("Keys", .heading)]]
      + [
        ("n j down, p k up", "apply the next patch, remove the last one"),
        ("0…9, g, G", "go to a stage by number, the base, the last patch"),
        ("tab, shift-tab", "the next tab, the one before"),
        ("space, page keys, + -", "scroll by a page, by a line; home, end, left, right"),
        ("[ ]", "the next hunk or file, the one before"),
        ("enter, z", "fold a hunk, open a file (escape: close); fold all"),
        ("/, N", "search the messages and diffs; find the next"),
        ("w, m", "the next workload, the next metric"),
        ("b", "compare with the base, or with the stage before"),
        ("r", "measure more rounds, joined with the run's"),
        ("c", "confirm this patch's change with fresh rounds"),
        ("x", "leave this patch out, or take it in again"),
        ("o, e", "write and open the page; write all, with fresh rounds"),
        ("q, Ctrl-C", "quit, keep rounds if any; Ctrl-C stops rounds first"),
      ].map { keys, words in
        [
          Span("  " + keys + String(repeating: " ", count: max(1, 24 - keys.count)), .chosen),
          Span(words),
        ]
      } + [[]]
      + (Columns.lines(
        of: ["✓ applied", "· not yet", "✗ does not apply", "– left out"], columns: width)
      + Columns.lines(of: Verdict.named.map { "\($0.sign) \($0.name)" }, columns: width))
      .map { [Span($0, .dim)] }
  }

  /// The columns of a usual terminal.
  private static let width = 80
}
