internal import Glibc

/// What stays open if neither a change nor its absence could be shown.
package struct Doubt: Hashable {
  /// The largest change that could not be excluded, as a fraction: 0.12 for ±12 %; nil if that is beyond
  /// what a number holds.
  package let notExcluded: Double?
  /// About how many more rounds would tell; nil if that is beyond counting, or no number of them would.
  package let moreRounds: Int?
  /// Whether it is open because a few rounds lie far to one side, of which the typical round shows nothing.
  package let isLopsided: Bool
  /// Whether the rounds that would tell are beyond counting.
  package let isBeyondCounting: Bool
}

extension Judge {
  /// Says what stays open about a change, by the wider end of the interval that decides whether there is
  /// none; where a few rounds lie far to one side, by the interval of the plain mean, which sees them.
  ///
  /// The rounds are those after which a change as small as this one would be called none, or one as
  /// large would be found, four times in five.
  func doubt(_ change: Change) -> Doubt {
    let isLopsided = isLopsided(change)
    var ends = [singleInterval(change)]
    if isLopsided { ends.append(TailBalance(change).interval(reach: plainReach)) }
    let largest = ends.flatMap { [abs($0.lowerBound), abs($0.upperBound)] }.max() ?? 0
    let rounds = Double(change.differences.count)
    let spread = change.standardError * sqrt(rounds)
    let mean = abs(change.mean)
    let small = Self.smallestEffect
    let needed =
      mean < small
      ? pow((Self.quantile95 + Self.quantile90) * spread / (small - mean), 2)
      : pow((criticalValue + Self.powerQuantile) * spread / mean, 2)
    let more = (needed - rounds).rounded(.up)
    let notExcluded = exp(largest) - 1
    return Doubt(
      notExcluded: notExcluded.isFinite ? notExcluded : nil,
      moreRounds: more > 0 && more < 1e6 && !isLopsided ? Int(more) : nil, isLopsided: isLopsided,
      isBeyondCounting: !(more < 1e6))
  }

  /// How many standard errors the 90 % interval of a plain mean reaches to either side.
  private var plainReach: Double {
    StudentT.bound(level: Self.equivalenceLevel, degrees: logarithms.rounds - 1)
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
