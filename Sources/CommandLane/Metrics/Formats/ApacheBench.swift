extension MetricFormat {
  /// ab's report; `Time per request` comes twice, of which the first, a client's, is read.
  static let apacheBench = MetricFormat("ab", marks: ["Time taken for tests:"]) { lines in
    var values: [MetricValue] = []
    for line in lines {
      guard let word = (line.behind(":") ?? line).words.first, let value = FigureText.value(word)
      else {
        if let words = percentile(line), let value = FigureText.value(words[1]) {
          values.append(
            MetricValue(name: "latency p" + words[0].dropLast(), unit: "ms", value: value))
        }
        continue
      }
      for (mark, name, unit) in rows where line.begins(with: mark) {
        if !values.contains(where: { $0.name == name }) {
          values.append(MetricValue(name: name, unit: unit, value: value))
        }
      }
    }
    return values
  }

  private static let rows: [(StaticString, name: String, unit: String)] = [
    ("Requests per second:", "requests per second", "req/s"),
    ("Time per request:", "time per request", "ms"),
    ("Transfer rate:", "transfer rate", "KiB/s"),
    ("Failed requests:", "failed requests", ""),
  ]

  /// A line such as `  99%     12`; nil for others, and for those of 0 ms.
  private static func percentile(_ line: OutputLine) -> [String]? {
    let words = line.words
    guard words.count == 2, ["50%", "90%", "99%"].contains(words[0]), words[1] != "0" else {
      return nil
    }
    return words
  }
}
