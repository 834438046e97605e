extension MetricFormat {
  /// Google Benchmark's `--benchmark_format=json`, and its table.
  ///
  /// Of repetitions that are not shown one by one the aggregates are read: the median, or the mean. Source:
  /// its user guide, "Output Formats", "Custom Counters" and "Statistics".
  static let googleBenchmark = MetricFormat(
    "Google Benchmark", json: GoogleBenchmark.values, marks: ["Iterations"],
    lines: GoogleBenchmark.values)
}

private enum GoogleBenchmark {
  private static let notCounters: Set<String> = [
    "real_time", "cpu_time", "iterations", "threads", "repetitions", "repetition_index",
    "family_index", "per_family_instance_index", "cpu_coefficient", "real_coefficient", "rms",
  ]
  private static let aggregates = ["median", "mean"]

  @Sendable static func values(_ document: OutputJSON) -> [MetricValue] {
    guard document["context"] != nil else { return [] }
    let entries = (document["benchmarks"]?.elements ?? []).filter {
      $0["error_occurred"]?.truth != true && $0["skipped"] == nil
    }
    let single = entries.filter { $0["run_type"]?.text != "aggregate" }
    let singleNames = Set(single.compactMap(runName))
    var found = single.flatMap { entry in runName(entry).map { figures(entry, $0) } ?? [] }
    for word in aggregates {
      let known = Set(found.map(\.name)).union(singleNames)
      found += entries.filter { $0["aggregate_name"]?.text == word }.flatMap { entry in
        runName(entry).flatMap { known.contains($0) ? nil : figures(entry, $0) } ?? []
      }
    }
    return found
  }

  private static func runName(_ entry: OutputJSON) -> String? {
    guard let name = entry["name"]?.text else { return nil }
    if let run = entry["run_name"]?.text { return run }
    let suffix = "_" + (entry["aggregate_name"]?.text ?? "")
    return suffix.count > 1 && name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
  }

  private static func figures(_ entry: OutputJSON, _ name: String) -> [MetricValue] {
    var values: [MetricValue] = []
    if let time = entry["real_time"]?.number {
      values.append(MetricValue(name: name, unit: entry["time_unit"]?.text ?? "ns", value: time))
    }
    for member in entry.members where !notCounters.contains(member.key) {
      guard case .number(let value) = member.value, value.isFinite else { continue }
      values.append(
        MetricValue(name: "\(name) \(member.key)", unit: unit(ofCounter: member.key), value: value))
    }
    return values
  }

  private static func unit(ofCounter key: String) -> String {
    switch key {
    case "items_per_second": "items/s"
    case "bytes_per_second": "B/s"
    default: ""
    }
  }

  /// The table: name, time, its unit, processor time, its unit, iterations, and counters with `=`.
  @Sendable static func values(_ lines: [OutputLine]) -> [MetricValue] {
    var isInside = false
    var rows: [(name: String, values: [MetricValue])] = []
    for line in lines {
      let words = line.words
      if words.starts(with: ["Benchmark", "Time", "CPU", "Iterations"]) { isInside = true }
      guard isInside, words.count >= 6, let time = FigureText.value(words[1]),
        FigureText.value(words[3]) != nil, MetricUnit(words[2]).isTime, words[2] == words[4]
      else { continue }
      let counters = words.dropFirst(6).compactMap { counter($0, of: words[0]) }
      rows.append(
        (words[0], [MetricValue(name: words[0], unit: words[2], value: time)] + counters))
    }
    return chosen(rows)
  }

  /// Single runs where there are any, the median or the mean where there are none.
  private static func chosen(_ rows: [(name: String, values: [MetricValue])]) -> [MetricValue] {
    func stem(_ name: String) -> (stem: String, word: String)? {
      for word in ["median", "mean", "stddev", "cv"] where name.hasSuffix("_" + word) {
        return (String(name.dropLast(word.count + 1)), word)
      }
      return nil
    }
    var found = rows.filter { stem($0.name) == nil }
    for word in aggregates {
      for row in rows {
        guard let (name, its) = stem(row.name), its == word,
          !found.contains(where: { $0.name == name })
        else { continue }
        let renamed = row.values.map { value in
          var value = value
          value.name = name + value.name.dropFirst(row.name.count)
          return value
        }
        found.append((name, renamed))
      }
    }
    return found.flatMap(\.values)
  }

  /// A counter such as `items_per_second=640k/s`.
  private static func counter(_ word: String, of name: String) -> MetricValue? {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let figure = FigureText(parts[1]) else { return nil }
    let isRate = figure.unit.hasSuffix("/s")
    let prefix = isRate ? String(figure.unit.dropLast(2)) : figure.unit
    guard let factor = SizePrefix.factor(prefix) else { return nil }
    let known = unit(ofCounter: parts[0])
    return MetricValue(
      name: "\(name) \(parts[0])", unit: known.isEmpty ? isRate ? "1/s" : "" : known,
      value: figure.value * factor)
  }
}
