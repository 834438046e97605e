extension MetricFormat {
  /// pgbench's report.
  ///
  /// Of the two `tps` of versions before 14, the one without the time to connect is read.
  ///
  /// Source: PostgreSQL's documentation, "pgbench".
  static let pgbench = MetricFormat(
    "pgbench", marks: ["transaction type:", "number of transactions actually processed:"]
  ) { lines in
    var values: [MetricValue] = []
    for line in lines {
      guard let words = line.behind(" = ")?.words, let value = words.first.flatMap(FigureText.value)
      else { continue }
      if line.begins(with: "tps = "), line.behind("(including") == nil {
        values.append(MetricValue(name: "tps", unit: "tps", value: value))
      } else if line.begins(with: "latency average = "), words.count >= 2 {
        values.append(MetricValue(name: "latency average", unit: words[1], value: value))
      }
    }
    return values
  }
}
