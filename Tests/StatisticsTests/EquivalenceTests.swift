import Foundation
import Testing

@testable import Statistics

struct EquivalenceTests {
  /// Two stages of 60 rounds or fewer with a spread of half a percent; some rounds of the second are
  /// three times as long.
  private func compare(rounds: Int, slow: Int) throws -> JudgedChange {
    var generator = SeededGenerator(seed: UInt64(rounds * 100 + slow + 1))
    let values = (0..<rounds).map { round -> (before: Double, after: Double) in
      let noise = (0..<2).map { _ in exp(Double.random(in: -0.008...0.008, using: &generator)) }
      return (100 * noise[0], (round < slow ? 100.0 / 3 : 100) * noise[1])
    }
    let logarithms = values.map { [log($0.before), log($0.after)] }
    let judge = try #require(Judge(Cube(workloads: [logarithms]), seed: 1))
    return try #require(
      judge.judge(workload: 0, from: 0, to: 1, step: judge.attribution(workload: 0)))
  }

  @Test(arguments: [(20, 2), (20, 3), (60, 5), (60, 9), (12, 1)])
  func `a patch after which some runs take three times as long is not called unchanged`(
    rounds: Int, slow: Int
  ) throws {
    let change = try compare(rounds: rounds, slow: slow)
    #expect(change.judgement != .noChange)
    #expect(change.equivalence == nil)
    // With more of them it is found to be slower.
    #expect(change.judgement == .slower || (change.doubt?.notExcluded ?? 0) > 0.02)
  }

  @Test(arguments: [12, 20, 60])
  func `no change is said where the interval beside it lies within two percent`(
    rounds: Int
  ) throws {
    let change = try compare(rounds: rounds, slow: 0)
    #expect(change.judgement == .noChange)
    let shown = try #require(change.equivalence)
    let mean = change.change.mean
    #expect(-log(1.02) < shown.lowerBound && shown.lowerBound <= mean)
    #expect(mean <= shown.upperBound && shown.upperBound < log(1.02))
    #expect(change.interval.lowerBound <= shown.lowerBound)
    #expect(shown.upperBound <= change.interval.upperBound)
  }

  @Test func `in noise, what is said and what is shown agree`() throws {
    for seed in 0..<20 {
      let noise = SkewedNoise(seed: UInt64(seed)).rounds(40, stages: 6).map { $0.map { $0 / 3 } }
      let judge = try #require(Judge(Cube(workloads: [noise]), seed: 1))
      for step in 1..<6 {
        let judged = try #require(judge.judge(workload: 0, from: step - 1, to: step, step: []))
        let shown = judged.equivalence ?? judged.interval
        let isWithin = -log(1.02) < shown.lowerBound && shown.upperBound < log(1.02)
        #expect(judged.judgement != .noChange || isWithin)
      }
    }
  }

  /// Two-sided 90 % points, from the tables of the distribution.
  @Test(arguments: [
    (1, 6.3138), (2, 2.9200), (3, 2.3534), (4, 2.1318), (11, 1.7959), (19, 1.7291), (59, 1.6711),
    (9999, 1.6450),
  ])
  func `Student's t is that of the tables`(degrees: Int, expected: Double) {
    #expect(abs(StudentT.bound(level: 0.9, degrees: degrees) - expected) < 1e-4)
  }
}
