internal import Glibc

/// Runs, and how many of them failed.
package struct FailureCount: Hashable, Sendable {
  package var failed: Int
  package var of: Int

  package init(failed: Int, of: Int) {
    self.failed = failed
    self.of = of
  }
}

/// Fisher's exact test of two shares of failures ("The logic of inductive inference", 1935).
package enum FisherExact {
  /// Judges whether runs fail more or less often at stages than at the ones before.
  ///
  /// Failures have no size that could be averaged, so they are counted. The p are one family (Holm) of the
  /// pairs in which anything failed: of the others it is settled by their sums that they tell nothing.
  ///
  /// - Parameter pairs: For each stage, the runs at the stage before and at the stage itself.
  /// - Returns: The adjusted p of each pair, in order.
  package static func pValues(_ pairs: [(before: FailureCount, after: FailureCount)]) -> [Double] {
    let telling = pairs.indices.filter { pairs[$0].before.failed + pairs[$0].after.failed > 0 }
    let adjusted = SignedRank.holm(telling.map { pValue(pairs[$0].before, pairs[$0].after) })
    var values = Array(repeating: 1.0, count: pairs.count)
    for (place, index) in telling.enumerated() { values[index] = adjusted[place] }
    return values
  }

  /// The two-sided p of "both fail equally often": the sum over all tables with these sums that are no
  /// more probable than the one that was seen.
  package static func pValue(_ first: FailureCount, _ second: FailureCount) -> Double {
    let failed = first.failed + second.failed
    let fewest = max(0, failed - second.of)
    let most = min(failed, first.of)
    guard fewest < most else { return 1 }
    func logProbability(_ count: Int) -> Double {
      logChoices(count, of: first.of) + logChoices(failed - count, of: second.of)
        - logChoices(failed, of: first.of + second.of)
    }
    let seen = logProbability(first.failed)
    // Tables that are as probable differ in the last digits.
    let sum = (fewest...most).map(logProbability).filter { $0 <= seen + 1e-9 }.reduce(0) {
      $0 + exp($1)
    }
    return min(1, sum)
  }

  /// The logarithm of how many choices of so many there are.
  private static func logChoices(_ count: Int, of all: Int) -> Double {
    let smaller = min(count, all - count)
    return stride(from: 1, through: smaller, by: 1).reduce(0) {
      $0 + log(Double(all - smaller + $1)) - log(Double($1))
    }
  }
}
