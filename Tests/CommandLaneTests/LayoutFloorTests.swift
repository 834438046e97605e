import Documents
import Rounds
import Testing

import Statistics

@testable import CommandLane

struct LayoutFloorTests {
  private let noise = (0..<12).map { ScriptedRun.noise($0, 1) }

  @Test func `the floor is the largest change within the interval`() throws {
    let floor = try #require(
      LayoutFloor(base: noise.map { _ in 1 }, rebuilt: noise.map { $0 * 0.95 }))
    #expect(floor.low < 0.95 && 0.95 < floor.high && floor.high < 1)
    #expect(floor.signedRankP == 2.0 / 4096)
    #expect(abs(floor.logarithm - abs(Logarithm.of(floor.low))) < 1e-12)
    #expect(LayoutFloor(base: [1, 1], rebuilt: [1, 1]) == nil)
  }

  @Test(arguments: [(0.01, Judgement.slower), (0.2, .withinLayoutFloor)])
  func `a change that a build alone may make is blamed on no patch`(
    floor: Double, judgement: Judgement
  ) throws {
    let rounds = (0..<12).map { round in
      (0..<3).map { stage in
        Logarithm.of((stage == 2 ? 0.9 : 1) * ScriptedRun.noise(round, stage))
      }
    }
    let judge = try #require(Judge(Cube(workloads: [rounds]), seed: 1))
    let judged = judge.judge(
      workload: 0, from: 1, to: 2, step: judge.attribution(workload: 0), floor: floor)
    #expect(judged?.judgement == judgement)
  }
}
