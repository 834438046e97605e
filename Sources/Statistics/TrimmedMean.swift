/// The mean of the middle three fifths of some values, and by how much each value moves it.
///
/// Of a few hundred cells some are hit by another machine's work; these end in the tails and count for
/// no more than the outermost value that is kept. The error is that of Tukey and McLaughlin ("Less
/// vulnerable confidence and significance procedures for location based on a single sample", 1963).
struct TrimmedMean {
  /// The share of the values that is left out at each end.
  private static let share = 0.2

  /// The mean of the values that are kept.
  let mean: Double
  /// For each value what it adds to the mean, so that the mean's standard error is that of a plain mean of
  /// these; they sum to 0.
  let deviations: [Double]

  /// How many of so many values are left out at each end.
  static func leftOut(of count: Int) -> Int { Int(share * Double(count) + 1e-9) }

  /// How many degrees of freedom the mean's error has.
  static func degrees(of count: Int) -> Int { count - 2 * leftOut(of: count) - 1 }

  /// The standard error of the mean of values that sum to 0.
  static func standardError(_ deviations: [Double]) -> Double {
    let count = Double(deviations.count)
    return (deviations.reduce(0) { $0 + $1 * $1 } / (count - 1) / count).squareRoot()
  }

  /// Takes the mean of some values.
  ///
  /// Where the values that are kept are all alike they tell no error, as of a metric that takes but two
  /// values; then none is left out.
  ///
  /// - Parameters:
  ///   - values: The values, two at least.
  ///   - sorted: Room for them in order, kept from call to call.
  init(_ values: [Double], sorted: inout [Double]) {
    sorted.removeAll(keepingCapacity: true)
    sorted += values
    sorted.sort()
    var out = Self.leftOut(of: values.count)
    if sorted[out] == sorted[sorted.count - 1 - out] { out = 0 }
    let (low, high) = (sorted[out], sorted[sorted.count - 1 - out])
    let (count, kept) = (Double(values.count), Double(values.count - 2 * out))
    guard low < high else {
      (mean, deviations) = (low, Array(repeating: 0, count: values.count))
      return
    }
    // From both ends inwards, so that the values' negatives have exactly the negative mean.
    let (first, last) = (out, sorted.count - 1 - out)
    let halves = (0..<(values.count - 2 * out)).reduce(0.0) { sum, place in
      sum + (sorted[first + place] + sorted[last - place]) / 2
    }
    mean = halves / kept
    let drawnIn = values.map { min(max($0, low), high) }
    let middle = drawnIn.reduce(0, +) / count
    let few = ((count - 1) * kept / (count * (kept - 1))).squareRoot()
    deviations = drawnIn.map { few * count / kept * ($0 - middle) }
  }
}
