/// The exact distribution of Wilcoxon's signed-rank statistic, and the interval that follows.
enum SignedRank {
  /// Counts of sign patterns that give each rank sum 0…n(n+1)/2, as probabilities.
  static func distribution(_ count: Int) -> [Double] {
    var probabilities = [1.0]
    for rank in stride(from: 1, through: count, by: 1) {
      var next = Array(repeating: 0.0, count: probabilities.count + rank)
      for (sum, probability) in probabilities.enumerated() {
        next[sum] += probability / 2
        next[sum + rank] += probability / 2
      }
      probabilities = next
    }
    return probabilities
  }

  /// Returns the interval of the pseudo-median at a level, from the ordered Walsh averages.
  ///
  /// Hodges and Lehmann, "Estimates of location based on rank tests", 1963. Nil where so few
  /// values reach no such level.
  static func interval(_ values: [Double], level: Double) -> ClosedRange<Double>? {
    var cumulative = 0.0
    var excluded = 0
    for probability in distribution(values.count) {
      cumulative += probability
      if cumulative > (1 - level) / 2 { break }
      excluded += 1
    }
    guard excluded > 0 else { return nil }
    let averages = walshAverages(values)
    guard averages.count > 2 * (excluded - 1) else { return nil }
    return averages[excluded - 1]...averages[averages.count - excluded]
  }

  /// The means of all pairs of values, each value with itself included, in order.
  static func walshAverages(_ values: [Double]) -> [Double] {
    var averages: [Double] = []
    averages.reserveCapacity(values.count * (values.count + 1) / 2)
    for first in values.indices {
      for second in first..<values.count {
        averages.append((values[first] + values[second]) / 2)
      }
    }
    return averages.sorted()
  }
}
