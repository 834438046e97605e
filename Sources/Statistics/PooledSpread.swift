/// How far apart repeated figures of the same thing are, taken from all things together.
///
/// Two figures of one stage say next to nothing of its spread; those of all stages together do.
package struct PooledSpread: Hashable, Sendable {
  /// The standard deviation of one figure.
  package let deviation: Double
  /// Degrees of freedom.
  package let degrees: Int

  /// Pools groups of figures; nil where no group has two.
  package init?(_ groups: [[Double]]) {
    degrees = groups.reduce(0) { $0 + max(0, $1.count - 1) }
    guard degrees > 0 else { return nil }
    let squares = groups.reduce(0.0) { sum, group in
      let mean = Self.mean(group)
      return sum + group.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    deviation = (squares / Double(degrees)).squareRoot()
  }

  /// The difference of two groups' means with its interval.
  ///
  /// - Parameters:
  ///   - before: The earlier group.
  ///   - after: The later group.
  ///   - comparisons: How many such intervals are to hold together at 95 % (Bonferroni).
  /// - Returns: The mean and half of the interval, which is never narrower than the figures themselves
  ///   are apart.
  package func difference(
    from before: [Double], to after: [Double], comparisons: Int
  ) -> (mean: Double, half: Double) {
    let mean = Self.mean(after) - Self.mean(before)
    let factor = (1 / Double(max(1, before.count)) + 1 / Double(max(1, after.count))).squareRoot()
    let level = 1 - 0.05 / Double(max(1, comparisons))
    let half = StudentT.bound(level: level, degrees: degrees) * deviation * factor
    return (mean, max(half, (Self.range(before) + Self.range(after)) / 2))
  }

  private static func mean(_ group: [Double]) -> Double {
    group.reduce(0, +) / Double(max(1, group.count))
  }

  private static func range(_ group: [Double]) -> Double {
    (group.max() ?? 0) - (group.min() ?? 0)
  }
}
