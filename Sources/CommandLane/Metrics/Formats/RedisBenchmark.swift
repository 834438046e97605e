internal import Foundation

extension MetricFormat {
  /// redis-benchmark's report, its `-q` and its `--csv`.
  static let redisBenchmark = MetricFormat(
    "redis-benchmark",
    marks: ["throughput summary:", "requests per second, p50=", "\"test\",\"rps\""]
  ) { lines in
    if let head = lines.firstIndex(where: { $0.begins(with: "\"test\",\"rps\"") }) {
      return RedisBenchmark.table(lines[head...])
    }
    return RedisBenchmark.report(lines)
  }
}

private enum RedisBenchmark {
  private static func values(_ test: String, rate: Double) -> MetricValue {
    MetricValue(name: test, unit: "req/s", value: rate)
  }

  private static func latency(_ test: String, _ what: String, _ value: Double) -> MetricValue {
    MetricValue(name: "\(test) latency \(what)", unit: "ms", value: value)
  }

  /// Every field is quoted; the name of a test may hold commas.
  static func table(_ lines: ArraySlice<OutputLine>) -> [MetricValue] {
    func fields(_ line: OutputLine) -> [String] {
      line.text.components(separatedBy: "\",\"").map { field in field.filter { $0 != "\"" } }
    }
    guard let head = lines.first.map(fields) else { return [] }
    let shown = ["p50_latency_ms": "p50", "p99_latency_ms": "p99"]
    return lines.dropFirst().flatMap { line -> [MetricValue] in
      let row = fields(line)
      guard row.count == head.count, let rate = FigureText.value(row[1]) else { return [] }
      return [values(row[0], rate: rate)]
        + zip(head, row).compactMap { key, field in
          shown[key].flatMap { what in
            FigureText.value(field).map { latency(row[0], what, $0) }
          }
        }
    }
  }

  static func report(_ lines: [OutputLine]) -> [MetricValue] {
    var test = ""
    var columns: [String] = []
    return lines.flatMap { line -> [MetricValue] in
      if let head = line.behind("====== ")?.before(" ======") { test = head.text }
      let words = line.words
      if words.starts(with: ["avg", "min", "p50"]) {
        columns = words
        return []
      }
      if !columns.isEmpty {
        let figures = words.compactMap(FigureText.value)
        defer { columns = [] }
        guard figures.count == columns.count else { return [] }
        return zip(columns, figures).filter { ["p50", "p99"].contains($0.0) }
          .map { latency(test, $0.0, $0.1) }
      }
      if let rate = line.behind("throughput summary:")?.words.first.flatMap(FigureText.value) {
        return [values(test, rate: rate)]
      }
      guard let name = line.before(": ")?.text, let rest = line.behind(": "),
        let rate = rest.words.first.flatMap(FigureText.value), let p50 = rest.behind("second, p50=")
      else { return [] }
      let median = p50.words.first.flatMap(FigureText.value).map { latency(name, "p50", $0) }
      return [values(name, rate: rate)] + (median.map { [$0] } ?? [])
    }
  }
}
