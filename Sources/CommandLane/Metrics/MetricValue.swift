internal import Statistics

/// A number that a measured command gave.
struct MetricValue: Codable, Hashable, Sendable {
  /// What it is, such as `throughput`.
  var name: String
  /// Its unit, as printed; empty where none was.
  var unit: String
  /// The number.
  var value: Double
  /// What a comma in it is, where that is not clear from it alone.
  var comma: FigureText.Comma?
}

extension MetricValue {
  /// Names that came several times in one run, once each with the median: a run is one observation.
  ///
  /// Figures of one name are converted to its first unit; those of another dimension stay apart.
  static func merged(_ values: [MetricValue]) -> [MetricValue] {
    struct Key: Hashable {
      let name: String
      let dimension: MetricUnit.Dimension
    }
    // A long output has many figures and few units.
    var units: [String: MetricUnit] = [:]
    func unit(_ text: String) -> MetricUnit {
      if let known = units[text] { return known }
      let unit = MetricUnit(text)
      units[text] = unit
      return unit
    }
    var order: [Key] = []
    var grouped: [Key: [MetricValue]] = [:]
    for value in values where value.value.isFinite {
      let key = Key(name: value.name, dimension: unit(value.unit).dimension)
      if grouped[key] == nil { order.append(key) }
      grouped[key, default: []].append(value)
    }
    return order.compactMap { key in
      guard let group = grouped[key], let first = group.first else { return nil }
      let common = unit(first.unit)
      // One figure that can only be read with a decimal comma says how the others are to be read.
      let isDecimal = group.contains { $0.comma == .decimal }
      let figures = group.compactMap { value in
        unit(value.unit).converted(
          isDecimal && value.comma == .ambiguous ? value.value / 1000 : value.value, to: common)
      }
      guard let middle = MedianInterval(figures) else { return nil }
      let comma = isDecimal ? .decimal : first.comma
      return MetricValue(name: key.name, unit: first.unit, value: middle.median, comma: comma)
    }
  }
}
