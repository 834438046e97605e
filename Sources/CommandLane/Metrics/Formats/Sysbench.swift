extension MetricFormat {
  /// sysbench's reports for processor, memory, files and databases.
  static let sysbench = MetricFormat("sysbench", marks: ["sysbench "]) { lines in
    guard
      lines.contains(where: {
        $0.begins(with: "General statistics:") || $0.begins(with: "Latency (ms)")
      })
    else { return [] }
    var isLatency = false
    return lines.compactMap { line in
      if line.begins(with: "Latency (ms)") { isLatency = true }
      if isLatency {
        for (mark, name) in [("avg:", "mean"), ("95th percentile:", "p95")]
          as [(StaticString, String)]
        where line.begins(with: mark) {
          return first(line.behind(mark)).flatMap {
            $0 > 0 ? MetricValue(name: "latency \(name)", unit: "ms", value: $0) : nil
          }
        }
      }
      for (mark, name) in Self.rates where line.begins(with: mark) {
        return first(line.behind(mark)).map { MetricValue(name: name, unit: "1/s", value: $0) }
      }
      for (mark, name) in Self.sizes where line.begins(with: mark) {
        return first(line.behind(mark)).map { MetricValue(name: name, unit: "MiB/s", value: $0) }
      }
      // Counts, with the rate in parentheses.
      guard let inside = line.behind("("), let rate = first(inside) else { return nil }
      if inside.behind("MiB/sec)") != nil {
        return MetricValue(name: "memory throughput", unit: "MiB/s", value: rate)
      }
      for (mark, name) in Self.counts
      where line.begins(with: mark) && inside.behind("per sec") != nil {
        return MetricValue(name: name, unit: "1/s", value: rate)
      }
      return nil
    }
  }

  private static let rates: [(StaticString, String)] = [
    ("events per second:", "events per second"), ("reads/s:", "reads per second"),
    ("writes/s:", "writes per second"), ("fsyncs/s:", "fsyncs per second"),
  ]
  private static let sizes: [(StaticString, String)] = [
    ("read, MiB/s:", "read throughput"), ("written, MiB/s:", "write throughput"),
  ]
  private static let counts: [(StaticString, String)] = [
    ("Total operations:", "operations per second"), ("transactions:", "transactions per second"),
    ("queries:", "queries per second"),
  ]

  private static func first(_ line: OutputLine?) -> Double? {
    line?.words.first.flatMap(FigureText.value)
  }
}
