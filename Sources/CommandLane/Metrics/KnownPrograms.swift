/// Google Benchmark's `--benchmark_format=json`: a `context` and a list `benchmarks`, of which the
/// aggregates repeat what the iterations say.
enum GoogleBenchmark {
  static func values(_ document: JSONOutput) -> [MetricValue]? {
    guard let list = document["benchmarks"] as? [[String: Any]], document["context"] != nil else {
      return nil
    }
    return list.flatMap { entry -> [MetricValue] in
      guard let name = entry["name"] as? String, entry["run_type"] as? String != "aggregate",
        entry["error_occurred"] as? Bool != true
      else { return [] }
      var values: [MetricValue] = []
      if let time = JSONOutput.number(entry["real_time"]) {
        values.append(
          MetricValue(name: name, unit: entry["time_unit"] as? String ?? "ns", value: time))
      }
      for (key, unit) in [("items_per_second", "items/s"), ("bytes_per_second", "B/s")] {
        if let rate = JSONOutput.number(entry[key]) {
          values.append(MetricValue(name: "\(name) \(key)", unit: unit, value: rate))
        }
      }
      return values
    }
  }
}

/// hyperfine's `--export-json -`: a list `results` of commands with `median` and `times`, in
/// seconds.
enum Hyperfine {
  static func values(_ document: JSONOutput) -> [MetricValue]? {
    guard let list = document["results"] as? [[String: Any]],
      list.contains(where: { $0["command"] != nil && $0["mean"] != nil })
    else { return nil }
    return list.compactMap { entry in
      guard let command = entry["command"] as? String,
        let time = JSONOutput.number(entry["median"]) ?? JSONOutput.number(entry["mean"])
      else { return nil }
      return MetricValue(name: command, unit: "s", value: time)
    }
  }
}

/// fio's `--output-format=json`: a list `jobs`, each with `read`, `write` and `trim`; rates are
/// `iops` and `bw_bytes`, latencies `clat_ns` with percentiles by their text.
enum Fio {
  static func values(_ document: JSONOutput) -> [MetricValue]? {
    guard document["fio version"] != nil, let jobs = document["jobs"] as? [[String: Any]] else {
      return nil
    }
    return jobs.flatMap { job in
      let name = job["jobname"] as? String ?? "job"
      return ["read", "write", "trim"].flatMap { direction in
        (job[direction] as? [String: Any]).map { values($0, name: "\(name) \(direction)") } ?? []
      }
    }
  }

  private static func values(_ part: [String: Any], name: String) -> [MetricValue] {
    guard let operations = JSONOutput.number(part["iops"]), operations > 0 else { return [] }
    var values = [MetricValue(name: "\(name) iops", unit: "iops", value: operations)]
    if let bytes = JSONOutput.number(part["bw_bytes"]) {
      values.append(MetricValue(name: "\(name) bandwidth", unit: "B/s", value: bytes))
    }
    // A percentile says something only where enough requests lie beyond it.
    let requests = JSONOutput.number(part["total_ios"]) ?? 0
    if let latency = part["clat_ns"] as? [String: Any],
      let percentiles = latency["percentile"] as? [String: Any]
    {
      for (key, word, needed) in [("50.000000", "p50", 20.0), ("99.000000", "p99", 1000.0)] {
        if requests >= needed, let value = JSONOutput.number(percentiles[key]) {
          values.append(MetricValue(name: "\(name) latency \(word)", unit: "ns", value: value))
        }
      }
    }
    return values
  }
}
