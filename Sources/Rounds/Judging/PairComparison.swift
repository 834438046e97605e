package import Documents
internal import Statistics

/// A stage against the one before it, judged from rounds of these two alone.
package enum PairComparison {
  /// Compares the figures of two stages, round by round.
  ///
  /// - Parameters:
  ///   - before: The throughput of the first stage in each round.
  ///   - after: The throughput of the second in the same rounds.
  ///   - seed: The seed of the bootstrap.
  /// - Returns: The change with its interval, verdict and exact signed-rank p; nil if there are too
  ///   few rounds to judge.
  package static func judge(
    before: [Double], after: [Double], seed: UInt64
  ) -> Comparison? {
    let family = MetricFamily(kind: nil, members: [series(before, after)])
    guard let judge = family.judge(seed: seed) else { return nil }
    return JudgedSeries(
      0, of: family, judge: judge, pValues: judge.signedRankPValues,
      confirmation: { _ in nil }, patch: { _ in nil }
    ).comparison(from: 0, to: 1, isStep: true)
  }

  /// Judges whether fresh rounds confirm a change.
  ///
  /// - Parameters:
  ///   - ratio: The change that was found.
  ///   - before: The throughput of the first stage in each round.
  ///   - after: The throughput of the second in the same rounds.
  /// - Returns: What the rounds say; nil if they are too few.
  package static func confirm(
    _ ratio: Double, before: [Double], after: [Double]
  ) -> Confirmation? {
    PairedShift(before: before, after: after).flatMap { Confirmation($0, p: $0.p, of: ratio) }
  }

  private static func series(_ before: [Double], _ after: [Double]) -> MetricSeries {
    precondition(before.count == after.count, "figures of different rounds are not pairs")
    return MetricSeries(
      workload: 0, name: "throughput", unit: "", better: .higher, rows: [0, 1],
      values: zip(before, after).map { [$0, $1] })
  }
}
