import Foundation
import Testing

@testable import Statistics

/// How often the judgement is wrong on data whose truth is known.
///
/// `make bench` makes 1,000 series of each, as the method's description asks; the suite makes a few,
/// with bounds that chance alone breaks once in a thousand runs.
struct AcceptanceTests {
  /// Series of each kind.
  static let series =
    ProcessInfo.processInfo.environment["PATCH_REPLAY_ACCEPTANCE_SERIES"].flatMap { Int($0) } ?? 40

  /// The most of `series` that chance gives at a rate, but for one time in a thousand.
  static func most(_ rate: Double, of series: Int = series) -> Int {
    let count = Double(series)
    return Int((count * rate + 3.1 * sqrt(count * rate * (1 - rate)) + 1).rounded(.up))
  }

  func comparisons(
    _ seed: Int, rounds: Int = 12, effect: (Int) -> Double
  ) throws -> Judge {
    var values = SkewedNoise(seed: UInt64(seed)).rounds(rounds, stages: 12)
    for round in values.indices {
      for stage in values[round].indices { values[round][stage] += effect(stage) }
    }
    return try #require(Judge(Cube(workloads: [values]), seed: UInt64(seed)))
  }

  @Test(arguments: [Judge.fewestRounds, 12])
  func `identical stages are accused in 7 of 100 series at most`(rounds: Int) throws {
    var falseSeries = 0
    for seed in 0..<Self.series {
      let judged = try comparisons(seed, rounds: rounds) { _ in 0 }
      if !judged.attribution(workload: 0).isEmpty { falseSeries += 1 }
    }
    print("identical stages, \(rounds) rounds: \(falseSeries) of \(Self.series) series accused")
    #expect(falseSeries <= Self.most(0.07))
  }

  @Test func `the fewest rounds have signs enough for 5 %`() {
    let (fewest, level) = (Judge.fewestRounds, 1 - Judge.level)
    #expect(2 / pow(2, Double(fewest)) <= level)
    #expect(2 / pow(2, Double(fewest - 1)) > level)
  }

  @Test func `ten percent at patch 6 is named, and no innocent patch is`() throws {
    var named = 0
    var wrong = 0
    for seed in 0..<Self.series {
      let judged = try comparisons(seed) { $0 >= 6 ? log(1.1) : 0 }
      let found = judged.attribution(workload: 0)
      if found.contains(StepInterval(start: 5, end: 6)) { named += 1 }
      if found.contains(where: { !$0.contains(6) }) { wrong += 1 }
    }
    print("ten percent: named \(named), wrong \(wrong) of \(Self.series)")
    #expect(Self.series - named <= Self.most(0.05))
    #expect(wrong <= Self.most(0.05))
  }

  @Test func `what creeps over patches 4 to 6 is found there`() throws {
    var right = 0
    for seed in 0..<Self.series {
      let judged = try comparisons(seed) { 0.03 * Double(min(max($0 - 3, 0), 3)) }
      let found = judged.attribution(workload: 0)
      if found.allSatisfy({ !Set($0.steps).isDisjoint(with: 4...6) }) { right += 1 }
    }
    print("creep: \(right) of \(Self.series) series name only intervals that hold it")
    #expect(Self.series - right <= Self.most(0.07))
  }

  @Test func `a change of the smallest effect is called none in 7 of 100 at most`() throws {
    var falseClaims = 0
    for seed in 0..<Self.series {
      let judged = try comparisons(seed, rounds: 40) { $0 >= 6 ? Judge.smallestEffect : 0 }
      let change = try #require(
        judged.judge(workload: 0, from: 5, to: 6, step: judged.attribution(workload: 0)))
      if change.judgement == .noChange { falseClaims += 1 }
    }
    print("the smallest effect: \(falseClaims) of \(Self.series) called no change")
    #expect(falseClaims <= Self.most(0.07))
  }
}
