internal import Glibc

/// What stays open if neither a change nor its absence could be shown.
package struct Doubt: Hashable {
  /// The largest change that could not be excluded, as a fraction: 0.12 for ±12 %.
  package let notExcluded: Double
  /// About how many more rounds would tell; nil if that is beyond counting.
  package let moreRounds: Int?
}

extension Judge {
  /// Says what stays open about a change, by the wider ends of the two intervals that decide whether
  /// there is none.
  ///
  /// The rounds are those after which a change as small as this one would be called none, or one as
  /// large would be found, four times in five.
  func doubt(_ change: Change) -> Doubt? {
    guard let ranked = SignedRank.interval(change.differences, level: Self.equivalenceLevel) else {
      return nil
    }
    let ends = [ranked, meanInterval(change)].flatMap { [abs($0.lowerBound), abs($0.upperBound)] }
    let rounds = Double(change.differences.count)
    let spread = change.standardError * sqrt(rounds)
    let mean = abs(change.mean)
    let small = Self.smallestEffect
    let needed =
      mean < small
      ? pow((Self.quantile95 + Self.quantile90) * spread / (small - mean), 2)
      : pow((criticalValue + Self.powerQuantile) * spread / mean, 2)
    let more = (needed - rounds).rounded(.up)
    return Doubt(
      notExcluded: exp(ends.max() ?? 0) - 1,
      moreRounds: more > 0 && more < 1e6 ? Int(more) : nil)
  }

  /// Quantiles of the standard normal distribution.
  private static let quantile95 = 1.645
  private static let quantile90 = 1.282

  /// Exact signed-rank p of every step of every workload, adjusted as one family, by workload and
  /// step: a cross-check that does not depend on the bootstrap.
  package var signedRankPValues: [[Double]] {
    let steps = logarithms.variantCounts.map { max(0, $0 - 1) }
    let raw = steps.enumerated().flatMap { workload, count in
      (0..<count).map {
        SignedRank.pValue(change(workload: workload, from: $0, to: $0 + 1).differences)
      }
    }
    var adjusted = SignedRank.holm(raw)[...]
    return steps.map { count in
      defer { adjusted = adjusted.dropFirst(count) }
      return Array(adjusted.prefix(count))
    }
  }
}
