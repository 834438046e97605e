internal import Documents

/// The median of a row's samples with its 95 % interval, in which all that the machine did during the run
/// counts.
///
/// A row's own interval leaves out what all stages of a round share, since only their ratios are at stake
/// inside a run. Of two runs, that is just what may differ.
struct SampleMedian: Hashable {
  let median, low, high: Double

  /// Takes the median of a row; one without samples has its level and interval.
  init(_ stage: StageResult) {
    let sorted = stage.samples.sorted()
    guard let first = sorted.first, let last = sorted.last else {
      (median, low, high) = (stage.median, stage.low, stage.high)
      return
    }
    let count = sorted.count
    median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    // Order statistics, by the normal approximation of the binomial distribution, rounded outwards.
    let rank = Int((Double(count) - 1.96 * Double(count).squareRoot()) / 2)
    (low, high) = rank < 1 ? (first, last) : (sorted[rank - 1], sorted[count - rank])
  }
}
