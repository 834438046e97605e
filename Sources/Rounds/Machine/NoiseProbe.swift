internal import Glibc
internal import Statistics

/// How much identical work differs from one moment to the next on this machine.
package struct NoiseProbe: Hashable, Sendable {
  /// The standard deviation of the logarithm of the ratio of two neighbouring runs.
  package let deviation: Double

  /// Does the same computation over and over, and compares each run with the next.
  ///
  /// - Parameters:
  ///   - pairs: Pairs of runs.
  ///   - duration: Seconds of each run.
  /// - Returns: How much they differed.
  package static func run(pairs: Int = 30, duration: Double = 0.1) -> NoiseProbe {
    var sink: UInt64 = 1
    _ = rate(duration, &sink)
    let differences = (0..<max(2, pairs)).map { _ in
      let first = rate(duration, &sink)
      return Logarithm.of(rate(duration, &sink) / first)
    }
    let mean = differences.reduce(0, +) / Double(differences.count)
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return NoiseProbe(deviation: sqrt(squares / Double(differences.count - 1)))
  }

  /// The change of one patch of a series that so many rounds find in four of five runs, as a factor.
  ///
  /// Planned with the normal quantile of 5 % shared by all patches, 3 % on top for the intervals,
  /// and a quarter more where rounds are few; nil below the fewest rounds that can be judged.
  ///
  /// - Parameters:
  ///   - rounds: Rounds.
  ///   - patches: Patches of the series, which share the 5 %; more than 0.
  /// - Returns: The factor.
  package func detectableChange(rounds: Int, patches: Int) -> Double? {
    precondition(patches > 0, "no patch could be judged")
    guard rounds >= 9 else { return nil }
    let quantiles = Self.quantile(exceededBy: 0.05 / 2 / Double(patches)) + 0.84
    let few = rounds < 20 ? 1.25 : 1
    return Logarithm.exp(quantiles * 1.03 * few * deviation / sqrt(Double(rounds)))
  }

  /// What a normal variable exceeds with a probability below one half, in standard deviations.
  private static func quantile(exceededBy probability: Double) -> Double {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(middle / 2.0.squareRoot()) / 2 > probability { low = middle } else { high = middle }
    }
    return low
  }

  private static func rate(_ duration: Double, _ sink: inout UInt64) -> Double {
    let start = Clock.now
    var steps = 0
    var elapsed: Int64 = 0
    repeat {
      for step in 0..<20_000 { sink = sink &* 6_364_136_223_846_793_005 &+ UInt64(step) }
      steps += 1
      elapsed = Clock.now - start
    } while Double(elapsed) < duration * 1e9
    return Double(steps) / Double(elapsed)
  }
}
