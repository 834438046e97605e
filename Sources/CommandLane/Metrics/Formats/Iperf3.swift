extension MetricFormat {
  /// iperf3's `--json`: the sums at its end.
  static let iperf3 = MetricFormat(
    "iperf3",
    json: { document in
      guard document["intervals"] != nil, let end = document["end"] else { return [] }
      let sums = [("sum_sent", "sent"), ("sum_received", "received")].flatMap { key, name in
        var values: [MetricValue] = []
        if let rate = end[key]?["bits_per_second"]?.number, rate > 0 {
          values.append(MetricValue(name: name, unit: "bit/s", value: rate))
        }
        if let again = end[key]?["retransmits"]?.number {
          values.append(MetricValue(name: "retransmits", unit: "", value: again))
        }
        return values
      }
      // UDP: one sum of both sides, with what was lost.
      let datagrams = end["sum"]
      let lost = [("jitter_ms", "jitter", "ms"), ("lost_percent", "lost", "%")].compactMap {
        key, name, unit in
        datagrams?[key]?.number.map { MetricValue(name: name, unit: unit, value: $0) }
      }
      let rate = datagrams?["bits_per_second"]?.number.map {
        [MetricValue(name: "rate", unit: "bit/s", value: $0)]
      }
      return sums + (sums.isEmpty ? rate ?? [] : []) + lost
    })
}
