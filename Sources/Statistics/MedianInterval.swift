/// A sample's median with a distribution-free interval, or a level that stands in its place.
///
/// The interval's ends are order statistics, so it holds for every distribution; its coverage is
/// at least 95 % (binomial). With fewer than six values no pair of order statistics covers that
/// much, and the interval is the whole range.
package struct MedianInterval: Hashable {
  package let median: Double
  package let low: Double
  package let high: Double

  package init(median: Double, low: Double, high: Double) {
    (self.median, self.low, self.high) = (median, low, high)
  }

  package init?(_ values: [Double]) {
    guard let first = values.first else { return nil }
    let sorted = values.sorted()
    let count = sorted.count
    let middle = sorted[count / 2]
    median = count.isMultiple(of: 2) ? Self.between(sorted[count / 2 - 1], middle) : middle
    let rank = Self.lowerRank(count)
    low = sorted.indices.contains(rank) ? sorted[rank] : first
    high = sorted.indices.contains(count - 1 - rank) ? sorted[count - 1 - rank] : first
  }

  /// The middle of two values, whose sum may be beyond what a number can hold.
  private static func between(_ low: Double, _ high: Double) -> Double {
    let sum = low + high
    return sum.isFinite ? sum / 2 : low / 2 + high / 2
  }

  /// The largest index k for which P(B < k + 1) ≤ 2.5 %, B binomial of `count` fair coins.
  private static func lowerRank(_ count: Int) -> Int {
    var probability = 1.0
    for _ in 0..<count { probability /= 2 }
    var cumulative = probability
    var rank = 0
    while cumulative <= 0.025, rank < count / 2 {
      rank += 1
      probability *= Double(count - rank + 1) / Double(rank)
      cumulative += probability
    }
    return max(0, rank - 1)
  }
}
