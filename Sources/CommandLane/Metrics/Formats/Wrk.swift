extension MetricFormat {
  /// wrk's report.
  ///
  /// Its `k` of requests is 1,000, its `KB` 1,024 bytes (units.c).
  static let wrk = MetricFormat("wrk", marks: ["Thread Stats"]) { lines in
    lines.flatMap { line -> [MetricValue] in
      let words = line.words
      guard words.count >= 2, let figure = FigureText(words[1]) else { return [] }
      switch words[0] {
      case "Requests/sec:":
        return [MetricValue(name: "requests per second", unit: "req/s", value: figure.value)]
      case "Transfer/sec:":
        return [
          MetricValue(
            name: "transfer rate", unit: binary(figure.unit) + "/s", value: figure.value)
        ]
      case "Latency" where words.count >= 4 && figure.unit != "":
        return [MetricValue(name: "latency mean", unit: figure.unit, value: figure.value)]
      case "50%", "90%", "99%":
        guard words.count == 2 else { return [] }
        return [
          MetricValue(
            name: "latency p" + words[0].dropLast(), unit: figure.unit, value: figure.value)
        ]
      default: return []
      }
    }
  }

  private static func binary(_ unit: String) -> String {
    unit.count == 2 ? unit.prefix(1).uppercased() + "iB" : unit
  }
}
