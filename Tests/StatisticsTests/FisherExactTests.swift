import Statistics
import Testing

/// Failures that are counted, beside plain counting of tables.
struct FisherExactTests {
  /// The sums of products of binomial coefficients, in whole numbers; the third is 1 of the 2024 choices
  /// of 3 among 24.
  @Test(arguments: [
    (FailureCount(failed: 8, of: 10), FailureCount(failed: 1, of: 6), 0.0349650),
    (FailureCount(failed: 0, of: 21), FailureCount(failed: 2, of: 21), 0.4878049),
    (FailureCount(failed: 0, of: 21), FailureCount(failed: 3, of: 3), 1.0 / 2024),
    (FailureCount(failed: 3, of: 10), FailureCount(failed: 3, of: 10), 1.0),
    (FailureCount(failed: 12, of: 12), FailureCount(failed: 12, of: 12), 1.0),
    (FailureCount(failed: 0, of: 20), FailureCount(failed: 6, of: 20), 0.0201960),
  ])
  func `two shares are compared by all tables with the same sums`(
    first: FailureCount, second: FailureCount, expected: Double
  ) {
    let p = FisherExact.pValue(first, second)
    #expect(abs(p - expected) < 1e-6, "\(p)")
  }

  @Test func `stages are one family, of which those without a failure are none`() {
    let clean = FailureCount(failed: 0, of: 20)
    let bad = FailureCount(failed: 6, of: 20)
    let alone = FisherExact.pValue(clean, bad)
    #expect(FisherExact.pValues([(clean, clean), (clean, bad), (clean, clean)]) == [1, alone, 1])
    #expect(FisherExact.pValues([(clean, bad), (bad, clean)]) == [2 * alone, 2 * alone])
    #expect(FisherExact.pValues([]).isEmpty)
  }

  /// The test is exact: of runs that fail alike at both stages no more than 5 of 100 are called others,
  /// which all tables together tell without a draw.
  @Test(arguments: [0.05, 0.2, 0.5]) func `stages that fail alike are seldom called others`(
    share: Double
  ) {
    let runs = 12
    var probabilities = [1.0]
    for _ in 0..<runs {
      probabilities = zip(probabilities + [0], [0] + probabilities).map {
        $0 * (1 - share) + $1 * share
      }
    }
    var wrong = 0.0
    for before in 0...runs {
      for after in 0...runs
      where FisherExact.pValue(
        FailureCount(failed: before, of: runs), FailureCount(failed: after, of: runs)) <= 0.05
      {
        wrong += probabilities[before] * probabilities[after]
      }
    }
    #expect(wrong <= 0.05)
  }
}
