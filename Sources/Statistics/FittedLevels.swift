/// A level for each variant, so that the levels' differences are as near as can be to the trimmed means of
/// the paired differences of all pairs.
///
/// Each pair's differences are trimmed by themselves, because only inside a pair and a round does the
/// machine's drift cancel. A trimmed mean does not add up: that of A to C is not that of A to B and that of
/// B to C. The levels do, and so all ratios of a table agree. They are the least-squares fit, which for
/// all pairs alike is the mean over the pairs that a variant is in. What a round adds to a level is
/// the same mean of what it adds to the pairs.
package struct FittedLevels: Sendable {
  /// The levels by workload and variant; those of a workload sum to 0.
  package let levels: [[Double]]
  /// What each round adds to each level; over the rounds they sum to 0.
  package let deviations: Cube<Double>

  /// Fits the levels of two rounds or more.
  package init(_ logarithms: Cube<Double>) {
    var fitted: [[Double]] = []
    var added: [[[Double]]] = []
    for workload in logarithms.workloads {
      let (levels, deviations) = Self.fit(logarithms, workload)
      fitted.append(levels)
      added.append(deviations)
    }
    levels = fitted
    var cube = Cube<Double>(variantCounts: logarithms.variantCounts)
    for round in 0..<logarithms.rounds {
      cube.append(round: added.map { columns in columns.map { $0[round] } })
    }
    deviations = cube
  }

  /// The levels and, by variant and round, what is added to them.
  private static func fit(
    _ logarithms: Cube<Double>, _ workload: Int
  ) -> (levels: [Double], deviations: [[Double]]) {
    let variants = logarithms.variantCounts[workload]
    let rounds = logarithms.rounds
    var levels = Array(repeating: 0.0, count: variants)
    var deviations = Array(repeating: Array(repeating: 0.0, count: rounds), count: variants)
    var sorted: [Double] = []
    let share = 1 / Double(max(1, variants))
    for earlier in 0..<variants {
      for later in (earlier + 1)..<max(earlier + 1, variants) {
        let pair = TrimmedMean(
          logarithms.differences(workload: workload, from: earlier, to: later), sorted: &sorted)
        levels[later] += share * pair.mean
        levels[earlier] -= share * pair.mean
        for round in 0..<rounds {
          let addition = share * pair.deviations[round]
          deviations[later][round] += addition
          deviations[earlier][round] -= addition
        }
      }
    }
    return (levels, deviations)
  }
}
