extension MetricFormat {
  /// pyperf's JSON and its line; one metric a benchmark, the mean of its values, as pyperf compares them.
  ///
  /// Source: pyperf's documentation, "pyperf JSON".
  static let pyperf = MetricFormat(
    "pyperf", json: Pyperf.values, marks: ["Mean +- std dev:", "Median +- MAD:"],
    lines: Pyperf.values)
}

private enum Pyperf {
  private static let units = ["second": "s", "byte": "B", "integer": ""]

  @Sendable static func values(_ document: OutputJSON) -> [MetricValue] {
    guard document["version"] != nil else { return [] }
    let common = document["metadata"]
    return (document["benchmarks"]?.elements ?? []).compactMap { benchmark in
      guard let runs = benchmark["runs"]?.elements else { return nil }
      let values = runs.flatMap { $0["values"]?.elements ?? [] }.compactMap(\.number)
      let own = benchmark["metadata"]
      guard !values.isEmpty, let name = own?["name"]?.text ?? common?["name"]?.text else {
        return nil
      }
      let unit = own?["unit"]?.text ?? common?["unit"]?.text ?? "second"
      return MetricValue(
        name: name, unit: units[unit] ?? unit, value: values.reduce(0, +) / Double(values.count))
    }
  }

  /// `NAME: Mean +- std dev: 1.23 ms +- 0.05 ms`.
  @Sendable static func values(_ lines: [OutputLine]) -> [MetricValue] {
    lines.compactMap { line in
      for mark: StaticString in ["Mean +- std dev:", "Median +- MAD:"] {
        guard let words = line.behind(mark)?.words, words.count >= 2,
          let value = FigureText.value(words[0]), let before = line.before(mark)?.text
        else { continue }
        let name = before.hasSuffix(":") ? String(before.dropLast()) : before
        return MetricValue(name: name.isEmpty ? "mean" : name, unit: words[1], value: value)
      }
      return nil
    }
  }
}
