internal import Glibc

/// Judges all changes between the variants of all workloads together.
///
/// Figures are logarithms of which larger ones are better; differences are taken inside a round, so
/// that the machine's drift cancels, and trimmed (``FittedLevels``). The critical value is that of the
/// largest of all |t|, by a wild bootstrap that flips the sign of whole rounds (after Westfall and Young,
/// "Resampling-based multiple testing", 1993): among all pairs of variants of all workloads, a false change
/// is found in at most 5 of 100 runs.
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

  /// The variants' levels.
  let fitted: FittedLevels

  /// How many standard errors the 90 % interval of one change reaches to either side.
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
    fitted = FittedLevels(logarithms)
    equivalenceReach = StudentT.bound(
      level: Self.equivalenceLevel, degrees: TrimmedMean.degrees(of: rounds))
    var maxima = SignFlips(fitted.deviations).maxima(draws: Self.draws, seed: seed)
    maxima.sort()
    criticalValue = maxima[min(maxima.count - 1, Int(level * Double(maxima.count + 1)))]
  }

  /// Returns the change of one workload from a variant to a later one.
  package func change(workload: Int, from earlier: Int, to later: Int) -> Change {
    let levels = fitted.levels[workload]
    return Change(
      mean: levels[later] - levels[earlier],
      standardError: TrimmedMean.standardError(
        fitted.deviations.differences(workload: workload, from: earlier, to: later)),
      differences: logarithms.differences(workload: workload, from: earlier, to: later))
  }

  /// Returns the simultaneous interval of a change, as logarithms.
  package func interval(_ change: Change) -> ClosedRange<Double> {
    let half = criticalValue * change.standardError
    return (change.mean - half)...(change.mean + half)
  }

  /// Returns how far a variant lies above the first one, and half the width of the 95 % interval of its own
  /// level, with what all variants of a round share taken out; as logarithms.
  package func level(workload: Int, variant: Int) -> (aboveFirst: Double, halfWidth: Double) {
    let levels = fitted.levels[workload]
    let error = TrimmedMean.standardError(
      fitted.deviations.column(workload: workload, variant: variant))
    let reach = StudentT.bound(
      level: Self.level, degrees: TrimmedMean.degrees(of: logarithms.rounds))
    return (levels[variant] - levels[0], reach * error)
  }
}

/// The change from one variant to another.
package struct Change: Hashable {
  /// The change, fitted to the trimmed means of the differences of logarithms.
  package let mean: Double
  /// Its standard error.
  package let standardError: Double
  /// Differences of logarithms, one for each round, as they were measured.
  package let differences: [Double]

  /// The change in standard errors.
  package var studentized: Double {
    if standardError > 0 { return mean / standardError }
    return mean == 0 ? 0 : .infinity
  }

  /// Whether the change, its error and all differences are numbers; figures of 0 have no logarithm.
  package var isFinite: Bool {
    mean.isFinite && standardError.isFinite && differences.allSatisfy(\.isFinite)
  }
}
