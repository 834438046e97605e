internal import Statistics

/// A number that a measured command gave.
struct MetricValue: Codable, Hashable, Sendable {
  /// What it is, such as `throughput`.
  var name: String
  /// Its unit, as printed; empty where none was.
  var unit: String
  /// The number.
  var value: Double
}

extension MetricValue {
  /// Whether more of it is better, by its unit first and its name second.
  static func isBetterHigher(name: String, unit: String) -> Bool {
    let unit = unit.lowercased()
    let rates = ["/s", "/sec", "/second", "per second", "/min", "ps"]
    let words = ["iops", "ops", "rps", "qps", "fps", "tps", "flops", "mips"]
    if rates.contains(where: unit.hasSuffix) && unit != "ps"
      || words.contains(where: unit.hasSuffix)
    {
      return true
    }
    if !unit.isEmpty { return false }
    let name = name.lowercased()
    return [
      "throughput", "bandwidth", "iops", "per_second", "per second", "_rate", " rate", "speed",
    ]
    .contains(where: name.contains)
  }

  /// Names that came several times in one run, once each with the median: a run is one
  /// observation.
  static func merged(_ values: [MetricValue]) -> [MetricValue] {
    var order: [String] = []
    var grouped: [String: [MetricValue]] = [:]
    for value in values where value.value.isFinite {
      if grouped[value.name] == nil { order.append(value.name) }
      grouped[value.name, default: []].append(value)
    }
    return order.compactMap { name in
      guard let group = grouped[name], let first = group.first,
        let middle = MedianInterval(group.map(\.value))
      else { return nil }
      return MetricValue(name: name, unit: first.unit, value: middle.median)
    }
  }
}
