extension MetricFormat {
  /// fio's `--output-format=json`: a list `jobs`, each with `read`, `write` and `trim`; rates are `iops`
  /// and `bw_bytes`, latencies `clat_ns` with percentiles by their text.
  static let fio = MetricFormat(
    "fio",
    json: { document in
      guard document["fio version"] != nil else { return [] }
      return (document["jobs"]?.elements ?? []).flatMap { job in
        let name = job["jobname"]?.text ?? "job"
        return ["read", "write", "trim"].flatMap { direction in
          job[direction].map { Fio.values($0, name: "\(name) \(direction)") } ?? []
        }
      }
    })
}

private enum Fio {
  static func values(_ part: OutputJSON, name: String) -> [MetricValue] {
    guard let operations = part["iops"]?.number, operations > 0 else { return [] }
    var values = [MetricValue(name: "\(name) iops", unit: "iops", value: operations)]
    if let bytes = part["bw_bytes"]?.number {
      values.append(MetricValue(name: "\(name) bandwidth", unit: "B/s", value: bytes))
    }
    // A percentile says something only where enough requests lie beyond it.
    let requests = part["total_ios"]?.number ?? 0
    let percentiles = part["clat_ns"]?["percentile"]
    for (key, word, needed) in [("50.000000", "p50", 20.0), ("99.000000", "p99", 1000.0)] {
      if requests >= needed, let value = percentiles?[key]?.number {
        values.append(MetricValue(name: "\(name) latency \(word)", unit: "ns", value: value))
      }
    }
    return values
  }
}
