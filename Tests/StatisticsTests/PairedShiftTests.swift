import Foundation
import Testing

@testable import Statistics

/// What fresh rounds of two stages say.
struct PairedShiftTests {
  /// Figures of two stages that differ by a factor, in rounds with a kind of noise.
  private func pair(
    _ noise: Noise, rounds: Int, seed: Int, factor: Double = 1
  ) throws -> PairedShift {
    let figures = try noise.cube(rounds, seed: 500_000 + seed)[0]
    return try #require(
      PairedShift(
        before: figures.map { exp($0[3]) }, after: figures.map { factor * exp($0[8]) }))
  }

  @Test(arguments: Noise.allCases, [12, 60])
  func `two stages that do the same are told apart in 7 of 100 series at most`(
    noise: Noise, rounds: Int
  ) throws {
    let series = AcceptanceTests.series
    let wrong = try (0..<series).count { seed in
      try !pair(noise, rounds: rounds, seed: seed).interval(level: Judge.level).contains(0)
    }
    print("fresh rounds, \(noise), \(rounds) rounds: \(wrong) of \(series) series wrong")
    #expect(wrong <= AcceptanceTests.most(0.07))
  }

  @Test func `the figure is the one that a judge of the same rounds gives`() throws {
    let noise = Noise.spoilt
    let rounds = try noise.cube(40, seed: 3)[0].map { [$0[3], $0[8]] }
    let judge = try #require(Judge(Cube(workloads: [rounds]), seed: 1))
    let change = judge.change(workload: 0, from: 0, to: 1)
    let shift = try #require(
      PairedShift(before: rounds.map { exp($0[0]) }, after: rounds.map { exp($0[1]) }))
    #expect(abs(shift.mean - change.mean) < 1e-12)
    let interval = shift.interval(level: Judge.equivalenceLevel)
    let single = judge.singleInterval(change)
    #expect(abs(interval.lowerBound - single.lowerBound) < 1e-12)
    #expect(abs(interval.upperBound - single.upperBound) < 1e-12)
  }

  @Test func `a wild round in ten does not hide a change`() throws {
    let shift = try pair(.spoilt, rounds: 60, seed: 7, factor: 1.1)
    #expect(shift.interval(level: Judge.level).lowerBound > 0)
  }

  @Test func `too few rounds and figures without logarithms say nothing`() {
    let few = Array(repeating: 1.0, count: Judge.fewestRounds - 1)
    #expect(PairedShift(before: few, after: few) == nil)
    let zeros = Array(repeating: 0.0, count: 12)
    #expect(PairedShift(before: zeros, after: zeros) == nil)
  }
}
