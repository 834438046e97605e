package import Documents

/// Every measured value against the level of its own row, round by round: how quiet the machine was.
package struct RoundShares: Hashable, Sendable {
  /// For each round the shares of all rows, 1 for a value that is its row's level, in ascending order.
  package let shares: [[Double]]
  /// How many rows there are.
  package let rows: Int

  /// Takes the shares of a workload's rows; rows without figures have none.
  package init(_ workload: WorkloadResult) {
    let stages = workload.stages.filter { $0.median > 0 && !$0.samples.isEmpty }
    let rounds = stages.map(\.samples.count).max() ?? 0
    rows = stages.count
    shares = (0..<rounds).map { round in
      stages.compactMap { stage in
        stage.samples.indices.contains(round) && stage.samples[round] > 0
          ? stage.samples[round] / stage.median : nil
      }.sorted()
    }
  }
}

extension StageResult {
  /// The ratio to an earlier row in each round that measured both, with the round's index.
  package func roundRatios(to earlier: StageResult) -> [(round: Int, ratio: Double)] {
    zip(samples, earlier.samples).enumerated().compactMap { round, pair in
      pair.0 > 0 && pair.1 > 0 ? (round, pair.0 / pair.1) : nil
    }
  }
}
