import Documents
import Rounds
import Testing

import Statistics

@testable import CommandLane

struct ConfirmedPatchesTests {
  /// A lane in which patch 2 takes a tenth off a rate.
  private func lane() -> LaneResult {
    ScriptedRun { round, stage in
      let rate = (stage >= 2 ? 900 : 1000) * ScriptedRun.noise(round, stage)
      return [MetricValue(name: "rate", unit: "req/s", value: rate)]
    }.measurement.result()
  }

  /// Rounds that show a factor, with noise.
  private func fresh(_ named: FoundChange, factor: Double, rounds: Int = 12) -> FreshRounds {
    FreshRounds(
      found: named, before: (0..<rounds).map { ScriptedRun.noise($0, 7) },
      after: (0..<rounds).map { factor * ScriptedRun.noise($0, 8) })
  }

  @Test func `only what the primary metrics name alone is to be confirmed`() throws {
    let lane = lane()
    let named = lane.namedPatches
    #expect(named.map(\.patches) == [[2]])
    #expect(named.map { lane.workloads[$0.workload].name } == ["rate"])
  }

  @Test(arguments: [(0.9, true), (1.1, false), (1, false)])
  func `fresh rounds confirm a change in the same direction alone`(
    factor: Double, holds: Bool
  ) throws {
    var lane = lane()
    let named = try #require(lane.namedPatches.first)
    lane.confirm([fresh(named, factor: factor)])
    let confirmed = try #require(
      lane.workloads[named.workload].stages[2].vsPrevious?.confirmed)
    #expect(confirmed.holds == holds)
    #expect(confirmed.rounds == 12)
    #expect(confirmed.low < factor && factor < confirmed.high)
    #expect(confirmed.low <= confirmed.ratio && confirmed.ratio <= confirmed.high)
  }

  @Test func `the p of all that is confirmed are one family`() throws {
    var (alone, both) = (lane(), lane())
    let named = try #require(alone.namedPatches.first)
    alone.confirm([fresh(named, factor: 0.9)])
    let other = FoundChange(workload: named.workload, patches: [3])
    both.confirm([fresh(named, factor: 0.9), fresh(other, factor: 0.9)])
    func p(_ lane: LaneResult) -> Double? {
      lane.workloads[named.workload].stages[2].vsPrevious?.confirmed?.signedRankP
    }
    #expect(p(alone) == 2.0 / 4096)
    #expect(p(both) == 4.0 / 4096)
  }

  @Test(arguments: [(5, 12), (12, 12), (40, 40)])
  func `as many rounds confirm as named, and twelve at least`(rounds: Int, count: Int) {
    #expect(ConfirmationRounds.count(after: rounds) == count)
  }
}
