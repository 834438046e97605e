/// Times for a reader: three digits, in the largest unit of which there is at least one.
package enum TimeText {
  /// A second in each unit, the largest unit first.
  private static let units = [("s", 1.0), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9)]

  /// The same units by all names that programs use for them.
  private static let factors: [String: Double] = [
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "ms": 1e3, "msec": 1e3, "us": 1e6,
    "usec": 1e6, "µs": 1e6, "\u{3BC}s": 1e6, "ns": 1e9, "nsec": 1e9,
  ]

  /// Whether figures of a unit are times.
  package static func isTime(_ unit: String) -> Bool { factors[unit] != nil }

  /// Finds the unit that fits figures of one unit.
  ///
  /// - Parameters:
  ///   - unit: The unit that they have.
  ///   - smallest: The smallest figure above 0.
  /// - Returns: A smaller unit, and what to multiply by; nil where the unit is not a time, or fits already.
  package static func fitting(
    unit: String, smallest: Double
  ) -> (unit: String, factor: Double)? {
    guard let own = factors[unit], smallest > 0, smallest < 1 else { return nil }
    let seconds = smallest / own
    let fitting = units.first { seconds * $0.1 >= 1 } ?? ("ns", 1e9)
    return fitting.1 > own ? (fitting.0, fitting.1 / own) : nil
  }

  /// Writes a figure with three digits; a larger one stays whole.
  package static func figure(_ value: Double) -> String {
    let size = abs(value)
    let decimals = size == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3
    return Columns.number(value, decimals: decimals)
  }

  /// Writes microseconds in the unit that fits them.
  package static func microseconds(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "–" }
    let seconds = abs(value) / 1e6
    // What would be written as 1000 is 1 of the next unit.
    let unit = units.first { seconds * $0.1 >= 0.9995 } ?? ("ns", 1e9)
    return "\(figure(value / 1e6 * unit.1)) \(unit.0)"
  }
}
