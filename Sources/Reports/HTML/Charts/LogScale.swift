internal import Glibc

/// A logarithmic axis: positive values onto a span of coordinates.
struct LogScale {
  let lowest, highest: Double
  let start, end: Double

  /// Creates the axis over all positive finite values, with some room around them.
  init(over values: some Sequence<Double>, from start: Double, to end: Double, room: Double = 1.05)
  {
    let usable = values.filter { $0 > 0 && $0.isFinite }
    lowest = (usable.min() ?? 1) / room
    highest = max((usable.max() ?? 1) * room, lowest * 1.0001)
    self.start = start
    self.end = end
  }

  /// The coordinate of a value; values off the axis lie on its end.
  func callAsFunction(_ value: Double) -> Double {
    guard value > 0 else { return start }
    let share = (log(value) - log(lowest)) / (log(highest) - log(lowest))
    return start + max(0, min(1, share)) * (end - start)
  }

  /// Round values on the axis: 1, 2 and 5 times powers of ten.
  var ticks: [Double] {
    var ticks: [Double] = []
    var decade = 1e-6
    while decade < 1e12 {
      ticks += [1, 2, 5].map { $0 * decade }.filter { lowest...highest ~= $0 }
      decade *= 10
    }
    return ticks
  }
}
