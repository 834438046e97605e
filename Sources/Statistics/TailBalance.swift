/// Whether the rounds that a trimmed mean leaves out lie to both sides, as noise does, or to one.
///
/// A patch after which one run in ten takes three times as long leaves the typical round as it was. The
/// noise of two stages that do the same is as likely to spoil the one as the other, so that what is left
/// out below and above outweighs each other about alike, however wild it is.
struct TailBalance {
  /// How many times one side has to outweigh the other.
  private static let weight = 3.0

  private let mean: Double
  private let standardError: Double
  /// The sums of the distances of what is left out, below and above.
  private let below, above: Double

  init(_ change: Change) {
    let sorted = change.differences.sorted()
    let count = Double(sorted.count)
    let out = TrimmedMean.leftOut(of: sorted.count)
    func distance(_ side: some Sequence<Double>) -> Double {
      abs(side.reduce(0) { $0 + $1 - change.mean })
    }
    (below, above) = (distance(sorted.prefix(out)), distance(sorted.suffix(out)))
    let mean = sorted.reduce(0, +) / count
    self.mean = mean
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = (squares / (count - 1) / count).squareRoot()
  }

  /// Whether one side outweighs the other so far that the plain mean lies beyond a change.
  func isLopsided(beyond change: Double) -> Bool {
    abs(mean) >= change && max(below, above) > Self.weight * min(below, above)
  }

  /// The interval of the plain mean, so many standard errors to either side.
  func interval(reach: Double) -> ClosedRange<Double> {
    (mean - reach * standardError)...(mean + reach * standardError)
  }
}
