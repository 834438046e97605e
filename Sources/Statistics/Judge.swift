internal import Glibc

/// Judges all changes between the variants of all workloads together.
///
/// Figures are logarithms of which larger ones are better; differences are taken inside a round, so
/// that the machine's drift cancels. The critical value is that of the largest of all |t|, by a wild
/// bootstrap that flips the sign of whole rounds (after Westfall and Young, "Resampling-based multiple
/// testing", 1993): among all pairs of variants of all workloads, a false change is found in at most 5
/// of 100 runs.
package struct Judge {
  package static let draws = 4999
  package static let level = 0.95

  /// Rounds below which nothing is judged.
  ///
  /// The bootstrap flips the signs of rounds, of which one pattern and its mirror image show the
  /// largest |t| by themselves: 2 of 2^R. Of five rounds that is more than the 5 % that may be wrong.
  package static let fewestRounds = 6

  /// How much the interval covers that shows equivalence: two one-sided tests at 5 % each.
  package static let equivalenceLevel = 0.9

  /// The smallest effect of interest: 2 %, as a logarithm.
  package static let smallestEffect = log(1.02)

  /// The logarithms of the figures, of which larger ones are better.
  package let logarithms: Cube<Double>
  /// |t| beyond which a change is real.
  package let criticalValue: Double

  /// Which Walsh averages bound the 90 % interval of a change.
  let equivalenceRank: Int

  /// How many standard errors the 90 % interval of one mean reaches to either side.
  let equivalenceReach: Double

  /// Prepares to judge complete rounds; nil if there are fewer than ``fewestRounds``.
  ///
  /// - Parameters:
  ///   - logarithms: The logarithms of the figures, of which larger ones are better.
  ///   - seed: The seed of the draws.
  ///   - level: How many of all runs without any change are to find none.
  package init?(_ logarithms: Cube<Double>, seed: UInt64, level: Double = Self.level) {
    let rounds = logarithms.rounds
    guard rounds >= Self.fewestRounds else { return nil }
    self.logarithms = logarithms
    equivalenceRank = SignedRank.excludedAverages(rounds, level: Self.equivalenceLevel)
    equivalenceReach = StudentT.bound(level: Self.equivalenceLevel, degrees: rounds - 1)
    var maxima = SignFlips(logarithms).maxima(draws: Self.draws, seed: seed)
    maxima.sort()
    criticalValue = maxima[min(maxima.count - 1, Int(level * Double(maxima.count + 1)))]
  }

  /// Returns the change of one workload from a variant to a later one.
  package func change(workload: Int, from earlier: Int, to later: Int) -> Change {
    Change(differences: logarithms.differences(workload: workload, from: earlier, to: later))
  }

  /// Returns the simultaneous interval of a change, as logarithms.
  package func interval(_ change: Change) -> ClosedRange<Double> {
    let half = criticalValue * change.standardError
    return (change.mean - half)...(change.mean + half)
  }
}

/// The change from one variant to another.
package struct Change: Hashable {
  /// Mean of the differences of logarithms.
  package let mean: Double
  /// Standard error of the mean.
  package let standardError: Double
  /// Differences of logarithms, one for each round.
  package let differences: [Double]

  init(differences: [Double]) {
    self.differences = differences
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardError = sqrt(squares / (count - 1) / count)
  }

  /// The mean in standard errors.
  package var studentized: Double {
    if standardError > 0 { return mean / standardError }
    return mean == 0 ? 0 : .infinity
  }

  /// Whether both the mean and its error are numbers; figures of 0 have no logarithm.
  package var isFinite: Bool { mean.isFinite && standardError.isFinite }
}
