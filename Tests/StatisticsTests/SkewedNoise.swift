import Foundation

@testable import Statistics

/// Noise as was seen on a shared machine: drift with a correlation of 0.7 from cell to cell, skewed
/// to the slow side, with a spread of 5 %.
struct SkewedNoise {
  private let seed: UInt64

  init(seed: UInt64) { self.seed = seed &* 7919 &+ 5 }

  func rounds(_ count: Int, stages: Int) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    var drift = 0.0
    return (0..<count).map { _ in
      var round = Array(repeating: 0.0, count: stages)
      for stage in RoundOrder.rotatedSnake(variants: stages, using: &generator) {
        // 1 − an exponential value: mean 0, spread 1, a long tail below.
        let shock = 1 + log(Double.random(in: .leastNonzeroMagnitude..<1, using: &generator))
        drift = 0.7 * drift + 0.0357 * shock
        round[stage] = drift
      }
      return round
    }
  }
}
