extension MetricFormat {
  /// Catch2's benchmarks: `-r xml`, whose means are nanoseconds, and its table.
  ///
  /// Source: Catch2's documentation, "Authoring benchmarks".
  static let catch2 = MetricFormat(
    "Catch2", marks: ["<BenchmarkResults", "est run time"]
  ) { lines in
    let tags = XMLTag.all(in: lines, named: ["BenchmarkResults", "mean"])
    return tags.isEmpty ? Catch2.table(lines) : Catch2.values(tags)
  }
}

private enum Catch2 {
  static func values(_ tags: [XMLTag]) -> [MetricValue] {
    var name: String?
    return tags.compactMap { tag in
      if tag.name == "BenchmarkResults" {
        name = tag.attributes["name"]
        return nil
      }
      defer { name = nil }
      guard let name, let time = tag.attributes["value"].flatMap(Double.init), time.isFinite else {
        return nil
      }
      return MetricValue(name: name, unit: "ns", value: time)
    }
  }

  /// A benchmark's first line has its name, samples, iterations and an estimate, the second the mean and
  /// its interval, each with a unit.
  static func table(_ lines: [OutputLine]) -> [MetricValue] {
    var name: String?
    return lines.compactMap { line in
      let words = line.words
      let known = name
      name = nil
      if words.count == 6, [1, 3, 5].allSatisfy({ MetricUnit(words[$0]).isTime }) {
        guard let known, let mean = FigureText.value(words[0]) else { return nil }
        return MetricValue(name: known, unit: words[1], value: mean)
      }
      let tail = words.suffix(4)
      if words.count > 4, let unit = tail.last, MetricUnit(unit).isTime,
        tail.dropLast().allSatisfy({ FigureText.value($0) != nil })
      {
        name = words.dropLast(4).joined(separator: " ")
      }
      return nil
    }
  }
}
