import Foundation
import Testing

@testable import Statistics

/// How often an innocent patch is accused, and a guilty one named, whatever the noise is like.
struct NoiseTests {
  /// The suite makes a few series of few rounds; `make bench` all of them.
  static let isBench = AcceptanceTests.series >= 1000
  static let rounds = isBench ? [8, 12, 20, 60, 200] : [8, 20]
  static let series = isBench ? AcceptanceTests.series : 16

  static func most(_ rate: Double) -> Int {
    isBench ? Int(rate * Double(series)) : AcceptanceTests.most(rate, of: series)
  }

  @Test(arguments: Noise.allCases, rounds)
  func `of twelve stages that do the same few series accuse one`(
    noise: Noise, rounds: Int
  ) throws {
    let step = try noise.spread() * (rounds >= 200 ? 0.3 : rounds >= 60 ? 0.5 : 1)
    var (accused, named, wrong, unchanged) = (0, 0, 0, 0)
    for seed in 0..<Self.series {
      var cube = try noise.cube(rounds, seed: seed)
      let judge = try #require(Judge(Cube(workloads: cube), seed: UInt64(seed)))
      if cube.indices.contains(where: { !judge.attribution(workload: $0).isEmpty }) {
        accused += 1
      }
      // A change as large as the smallest effect, with noise that a quarter of it outweighs.
      let quiet = Judge.smallestEffect / 4 * Double(rounds).squareRoot() / (try noise.spread())
      let edge = cube[0].map { round in
        round.indices.map { quiet * round[$0] + ($0 >= 6 ? Judge.smallestEffect : 0) }
      }
      let atEdge = try #require(Judge(Cube(workloads: [edge]), seed: UInt64(seed)))
      let judged = try #require(atEdge.judge(workload: 0, from: 5, to: 6, step: []))
      if judged.judgement == .noChange { unchanged += 1 }
      for round in cube[0].indices {
        for stage in 6..<Noise.stages { cube[0][round][stage] += step }
      }
      let changed = try #require(Judge(Cube(workloads: cube), seed: UInt64(seed)))
      let found = changed.attribution(workload: 0)
      if found.contains(StepInterval(start: 5, end: 6)) { named += 1 }
      if found.contains(where: { !$0.contains(6) })
        || !changed.attribution(workload: 1).isEmpty
      {
        wrong += 1
      }
    }
    print(
      "\(noise.rawValue), \(rounds) rounds, of \(Self.series): accused \(accused), named \(named), "
        + "wrong \(wrong), at the edge called unchanged \(unchanged)")
    #expect(accused <= Self.most(0.07))
    #expect(wrong <= Self.most(0.07))
    #expect(unchanged <= Self.most(0.07))
  }
}
