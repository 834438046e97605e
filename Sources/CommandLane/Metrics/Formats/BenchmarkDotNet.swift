extension MetricFormat {
  /// BenchmarkDotNet's JSON exporters: medians in nanoseconds, and the memory that an operation allocates.
  static let benchmarkDotNet = MetricFormat(
    "BenchmarkDotNet",
    json: { document in
      guard document["HostEnvironmentInfo"] != nil else { return [] }
      return (document["Benchmarks"]?.elements ?? []).flatMap { entry -> [MetricValue] in
        let method = entry["Method"]?.text ?? entry["MethodTitle"]?.text
        guard let method, let statistics = entry["Statistics"],
          let time = statistics["Median"]?.number ?? statistics["Mean"]?.number
        else { return [] }
        let name = [
          entry["Type"]?.text.map { "\($0)." + method } ?? method, entry["Parameters"]?.text,
        ]
        .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
        var values = [MetricValue(name: name, unit: "ns", value: time)]
        if let bytes = entry["Memory"]?["BytesAllocatedPerOperation"]?.number {
          values.append(MetricValue(name: "\(name) allocated", unit: "B/op", value: bytes))
        }
        return values
      }
    })
}
