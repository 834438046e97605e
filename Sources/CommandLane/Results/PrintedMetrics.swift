internal import Documents

/// What a command printed at all stages, sorted into metrics and what is none.
struct PrintedMetrics {
  /// A number that is compared.
  struct Metric {
    let name: String
    /// The one unit of all its figures.
    let unit: String
    let better: MetricDirection
    fileprivate let hasDecimalCommas: Bool

    /// The figure of a cell, in the metric's unit; nil where the cell has none.
    func value(of cell: CommandCell) -> Double? {
      guard let printed = cell.values.first(where: { $0.name == name }) else { return nil }
      let isDecimal = printed.comma == .ambiguous && hasDecimalCommas
      let value = isDecimal ? printed.value / 1000 : printed.value
      return MetricUnit(printed.unit).converted(value, to: MetricUnit(unit))
    }
  }

  private(set) var metrics: [Metric] = []
  /// Names that are no metrics: of settings, moments and what comes in few runs only.
  private(set) var leftOut: [String] = []
  /// Names whose figures have units that cannot be converted into each other.
  private(set) var mixed: [(name: String, units: [String])] = []

  /// Sorts what the complete rounds of one command have.
  ///
  /// - Parameters:
  ///   - rounds: For each complete round, the cells by stage.
  ///   - settings: What was asked for, and which way was said to be better.
  init(_ rounds: [[StagePlace: CommandCell]], _ settings: CommandSettings) {
    var order: [String] = []
    var found: [String: Observations] = [:]
    for block in rounds {
      for stage in block.keys.sorted() {
        for value in block[stage]?.values ?? [] {
          if found[value.name] == nil { order.append(value.name) }
          found[value.name, default: Observations()].add(value, stage)
        }
      }
    }
    for name in order {
      guard let seen = found[name], let unit = seen.units.first else { continue }
      let direction =
        settings.directions?[name] ?? MetricDirection(name: name, unit: unit)
      if Set(seen.units.map { MetricUnit($0).dimension }).count > 1 {
        mixed.append((name, seen.units))
      } else if settings.metrics.isEmpty, settings.directions?[name] == nil,
        seen.isNone(name, unit, direction, rounds: rounds.count)
      {
        leftOut.append(name)
      } else {
        metrics.append(
          Metric(
            name: name, unit: unit, better: direction, hasDecimalCommas: seen.hasDecimalCommas))
      }
    }
  }

  /// What all cells say of one name.
  private struct Observations {
    private(set) var units: [String] = []
    private(set) var hasDecimalCommas = false
    private var counts: [StagePlace: Int] = [:]
    private var first: Double?
    private var isConstant = true

    mutating func add(_ value: MetricValue, _ stage: StagePlace) {
      if !units.contains(value.unit) { units.append(value.unit) }
      if value.comma == .decimal { hasDecimalCommas = true }
      counts[stage, default: 0] += 1
      if let first { isConstant = isConstant && first == value.value } else { first = value.value }
    }

    /// Whether it is no metric: in no stage does it come in more than half of the runs, or it is a setting.
    func isNone(_ name: String, _ unit: String, _ direction: MetricDirection, rounds: Int) -> Bool {
      let most = counts.values.max() ?? 0
      if most * 2 <= rounds { return true }
      guard direction == .unknown else { return false }
      // `requests: 32 per call` stays, and so does what a patch changes.
      let saysNothing = MetricUnit(unit).dimension == .none || MetricUnit(unit).dimension == .ratio
      return saysNothing && (isConstant || SettingName.isSetting(name))
    }
  }
}

/// Names of numbers that say under what conditions a benchmark ran, and not how it went.
private enum SettingName {
  private static let words: Set<String> = [
    "seed", "pid", "tid", "port", "version", "date", "timestamp", "epoch", "threads", "id", "uid",
    "revision", "build", "release", "line", "step", "progress", "stamp", "serial", "address",
    "year",
  ]

  static func isSetting(_ name: String) -> Bool {
    name.lowercased().split(whereSeparator: { !$0.isLetter }).contains {
      words.contains(String($0))
    }
  }
}
