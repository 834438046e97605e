internal import Documents
internal import Glibc

/// All comparisons between the stages of all workloads, judged together.
///
/// Values are logarithms, one for each workload, round and stage; differences are taken inside a
/// round, so that the machine's drift cancels. The critical value is that of the largest of all
/// |t|, by a wild bootstrap that flips the sign of whole rounds (after Westfall and Young,
/// "Resampling-based multiple testing", 1993): among all intervals of stages of all workloads, a
/// false one is found in at most 5 of 100 runs.
package struct StageComparisons {
  /// The change from one stage to a later one.
  package struct Change: Hashable {
    /// Mean of the differences of logarithms.
    package let mean: Double
    /// Standard error of the mean.
    package let standardError: Double
    /// Differences, one for each round.
    package let differences: [Double]

    package var studentized: Double {
      if standardError > 0 { return mean / standardError }
      return mean == 0 ? 0 : .infinity
    }
  }

  package static let draws = 4999
  package static let level = 0.95

  /// Indexed by workload, round and stage.
  package let logarithms: [[[Double]]]
  /// |t| beyond which a change is real.
  package let criticalValue: Double

  /// Which Walsh averages bound the 90 % interval of a change.
  package let equivalenceRank: Int

  /// How many standard errors the 90 % interval of one mean reaches to either side.
  package let equivalenceReach: Double

  /// Judges complete rounds; nil where there are fewer than ``Comparison/fewestRounds``.
  ///
  /// - Parameters:
  ///   - logarithms: Values by workload, round and stage.
  ///   - seed: The seed of the draws.
  ///   - level: How many of all runs without any change are to find none.
  package init?(logarithms: [[[Double]]], seed: UInt64, level: Double = Self.level) {
    guard let rounds = logarithms.first?.count, rounds >= Comparison.fewestRounds else {
      return nil
    }
    self.logarithms = logarithms
    equivalenceRank = SignedRank.excludedAverages(rounds, level: Equivalence.level)
    equivalenceReach = StudentT.bound(level: Equivalence.level, degrees: rounds - 1)
    var maxima = SignFlips(logarithms).maxima(draws: Self.draws, seed: seed)
    maxima.sort()
    criticalValue = maxima[min(maxima.count - 1, Int(level * Double(maxima.count + 1)))]
  }

  /// Returns the change of one workload from a stage to a later one.
  package func change(workload: Int, from earlier: Int, to later: Int) -> Change {
    let differences = logarithms[workload].map { $0[later] - $0[earlier] }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Change(
      mean: mean, standardError: sqrt(squares / (count - 1) / count), differences: differences)
  }

  /// The smallest ratio between neighbouring stages that these rounds find four times in five.
  ///
  /// Nil where there are no neighbours.
  package func minimumDetectableRatio(workload: Int) -> Double? {
    let errors = neighbours(workload: workload).map(\.standardError)
    guard !errors.isEmpty else { return nil }
    let pooled = sqrt(errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count))
    return exp((criticalValue + Self.powerQuantile) * pooled)
  }

  /// Half the width of the middle one of the neighbours' intervals, as a logarithm: how precise the
  /// rounds are, whatever they show.
  package func precision(workload: Int) -> Double? {
    let errors = neighbours(workload: workload).map(\.standardError).sorted()
    return errors.isEmpty ? nil : criticalValue * errors[errors.count / 2]
  }

  /// The standard normal distribution's 80 % quantile.
  package static let powerQuantile = 0.84

  private func neighbours(workload: Int) -> [Change] {
    let stages = logarithms[workload].first?.count ?? 0
    return (1..<max(1, stages)).map { change(workload: workload, from: $0 - 1, to: $0) }
  }

  /// Returns the simultaneous interval of a change, as logarithms.
  package func interval(_ change: Change) -> ClosedRange<Double> {
    let half = criticalValue * change.standardError
    return (change.mean - half)...(change.mean + half)
  }
}
