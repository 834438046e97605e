extension MetricFormat {
  /// pytest-benchmark's `--benchmark-json` and its table; one metric a test, its median.
  ///
  /// Source: the documentation of pytest-benchmark, "Usage" and "Comparing past runs".
  static let pytestBenchmark = MetricFormat(
    "pytest-benchmark", json: PytestBenchmark.values, marks: ["Name (time in "],
    lines: PytestBenchmark.values)
}

private enum PytestBenchmark {
  @Sendable static func values(_ document: OutputJSON) -> [MetricValue] {
    let entries = (document["benchmarks"]?.elements ?? []).filter { $0["stats"]?["median"] != nil }
    let names = entries.compactMap { $0["name"]?.text }
    let areUnique = Set(names).count == entries.count
    return entries.compactMap { entry in
      guard let time = entry["stats"]?["median"]?.number,
        let name = areUnique ? entry["name"]?.text : entry["fullname"]?.text
      else { return nil }
      return MetricValue(name: name, unit: "s", value: time)
    }
  }

  /// Columns are figures, each with its ratio to the best in parentheses where there are several tests.
  @Sendable static func values(_ lines: [OutputLine]) -> [MetricValue] {
    var unit = ""
    var column: Int?
    return lines.compactMap { line in
      if let behind = line.behind("Name (time in ") {
        unit = behind.before(")")?.text ?? ""
        let heads = behind.behind(")")?.words ?? []
        column = heads.firstIndex(of: "Median") ?? heads.firstIndex(of: "Mean")
        return nil
      }
      let words = line.words.filter { !$0.hasPrefix("(") }
      guard let column, words.count > column + 1, let time = FigureText(words[column + 1]),
        time.unit.isEmpty, FigureText(words[1]) != nil
      else { return nil }
      return MetricValue(name: words[0], unit: unit, value: time.value, comma: time.comma)
    }
  }
}
