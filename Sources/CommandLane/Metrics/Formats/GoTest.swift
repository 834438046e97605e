extension MetricFormat {
  /// Lines of `go test -bench`: a name, iterations, and pairs of figure and unit.
  ///
  /// Source: "Go Benchmark Data Format", golang.org/design/14313-benchmark-format.
  static let goTest = MetricFormat("go test", marks: ["Benchmark"]) { lines in
    lines.flatMap { line -> [MetricValue] in
      let words = line.words
      guard words.count >= 4, words[0].hasPrefix("Benchmark"), UInt64(words[1]) != nil else {
        return []
      }
      return stride(from: 2, to: words.count - 1, by: 2).compactMap { index in
        let unit = words[index + 1]
        guard let value = FigureText.value(words[index]), unit.contains("/") || index > 2 else {
          return nil
        }
        let name = unit == "ns/op" ? words[0] : "\(words[0]) \(unit)"
        return MetricValue(name: name, unit: unit, value: value)
      }
    }
  }
}
