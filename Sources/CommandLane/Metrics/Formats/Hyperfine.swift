extension MetricFormat {
  /// hyperfine's `--export-json`, whose seconds are exact, and its text.
  static let hyperfine = MetricFormat(
    "hyperfine", json: Hyperfine.values, marks: ["Time (mean", "Time (abs"], lines: Hyperfine.values
  )
}

private enum Hyperfine {
  @Sendable static func values(_ document: OutputJSON) -> [MetricValue] {
    (document["results"]?.elements ?? []).compactMap { entry in
      guard let command = entry["command"]?.text, entry["mean"] != nil,
        let time = entry["median"]?.number ?? entry["mean"]?.number
      else { return nil }
      return MetricValue(name: command, unit: "s", value: time)
    }
  }

  /// `Benchmark 1: COMMAND`, and below it `Time (mean ± σ):  12.3 ms ± …`.
  @Sendable static func values(_ lines: [OutputLine]) -> [MetricValue] {
    var command = ""
    return lines.compactMap { line in
      if line.begins(with: "Benchmark "), let name = line.behind(": ") { command = name.text }
      guard line.begins(with: "Time ("), let words = line.behind("):")?.words, words.count >= 2,
        let time = FigureText.value(words[0]), !command.isEmpty
      else { return nil }
      return MetricValue(name: command, unit: words[1], value: time)
    }
  }
}
