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
        ("n j down, p k up", "apply the next patch, take the last one back"),
        ("0…9, g, G", "go to a stage by its number, to the base, to the last patch"),
        ("tab, shift-tab", "message, diff, files, stage, numbers, rounds, requests, log"),
        ("space, page keys, + -", "scroll by a page, by a line; home and end; left and right"),
        ("[ ]", "hunk by hunk, file by file, or to what the patch wrote in an open file"),
        ("enter, z", "fold a hunk, or open a file; fold all hunks; escape goes back"),
        ("/, N", "search messages and diffs of all patches; go on"),
        ("w, m", "another workload, another metric"),
        ("b", "changes against the base, or against the stage before"),
        ("r", "measure more rounds of this patch and of the stage before it, now"),
        ("c", "confirm this patch's change with fresh rounds"),
        ("x", "leave this patch out, or take it in again: what becomes of the rest"),
        ("o, e", "write the HTML report and open it; write all reports"),
        ("q, Ctrl-C", "quit; Ctrl-C ends rounds first, then asks once"),
      ].map { keys, words in
        [
          Span("  " + keys + String(repeating: " ", count: max(1, 24 - keys.count)), .chosen),
          Span(words),
        ]
      } + [
        [],
        [
          Span(
            "✓ applied  · not yet  ✗ does not apply  – left out   ▲ faster  ▼ slower  = no change",
            .dim)
        ], [Span("◆ one of several suspects  ~ tiny but real  ? inconclusive", .dim)],
      ]
  }
}
