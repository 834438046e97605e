import Documents
import Rounds
import Statistics
import Testing

/// What a lane's figures become in documents.
struct LayoutTests {
  /// Four stages; the patch before stage 2 changes the figures by a factor.
  private struct Patched: MeasuredLane {
    var kind = LaneKind.command
    var better: MetricDirection
    var factor: Double
    var rounds = 12
    var fresh: [FreshRounds] = []
    var family: FamilyKind? = .primary

    var seed: UInt64 { 1 }
    var rows: [LaneRow] {
      (0..<4).map { place in
        LaneRow(
          place: StagePlace(place), patch: place == 0 ? nil : PatchNumber(place + 4),
          title: "stage \(place)", subject: nil)
      }
    }
    var families: [MetricFamily] {
      let values = (0..<rounds).map { round in
        (0..<4).map { stage in
          var generator = SeededGenerator(seed: UInt64(round * 1000 + stage))
          let noise = 1 + 0.004 * Double.random(in: -0.5..<0.5, using: &generator)
          return 100 * (stage >= 2 ? factor : 1) * (family == .exact ? 1 : noise)
        }
      }
      let series = MetricSeries(
        workload: 0, name: "rate", unit: "", better: better, rows: [0, 1, 2, 3], values: values)
      return [MetricFamily(kind: family, members: [series])]
    }
    func complete(_ result: inout StageResult, row: Int, of series: MetricSeries) {}
    func complete(_ result: inout WorkloadResult, of series: MetricSeries) {}
  }

  @Test(arguments: [
    (MetricDirection.higher, 1.1, Verdict.faster), (.higher, 0.9, .slower), (.lower, 1.1, .slower),
    (.lower, 0.9, .faster),
  ])
  func `a ratio is that of the figures, whichever of them are better`(
    better: MetricDirection, factor: Double, verdict: Verdict
  ) throws {
    let result = LaneResult(Patched(better: better, factor: factor)).workloads[0]
    let change = try #require(result.attribution.first)
    #expect(change.patches == [6])
    #expect(abs(change.ratio - factor) < 0.01)
    #expect(change.low <= change.ratio && change.ratio <= change.high)
    let compared = try #require(result.stages[2].vsPrevious)
    #expect(compared.verdict == verdict)
    #expect(compared.ratio == change.ratio)
    #expect(compared.low < factor && factor < compared.high)
    #expect(result.stages[3].vsBase?.verdict == verdict)
    #expect(result.stages[3].vsPrevious?.verdict == .noChange)
    let equal = try #require(result.stages[3].vsPrevious?.equivalence)
    #expect(equal.low <= 1.005 && 0.995 <= equal.high && equal.low <= equal.high)
  }

  @Test func `the two directions mirror each other`() throws {
    let up = LaneResult(Patched(better: .higher, factor: 1.1)).workloads[0]
    let down = LaneResult(Patched(better: .lower, factor: 1.1)).workloads[0]
    for (one, other) in zip(up.stages, down.stages) {
      #expect(one.median == other.median)
      #expect(one.vsBase?.low == other.vsBase?.low)
      #expect(one.vsPrevious?.high == other.vsPrevious?.high)
      #expect(one.vsPrevious?.signedRankP == other.vsPrevious?.signedRankP)
    }
  }

  @Test func `what cannot be said is nil and not a figure that no number holds`() {
    for better in MetricDirection.allCases {
      let result = LaneResult(Patched(better: better, factor: 0)).workloads[0]
      #expect(result.stages.allSatisfy { $0.vsPrevious == nil && $0.vsBase == nil })
      #expect(result.attribution.isEmpty)
    }
  }

  @Test func `too few rounds are shown and not compared`() {
    let lane = Patched(better: .higher, factor: 2, rounds: Judge.fewestRounds - 1)
    let result = LaneResult(lane).workloads[0]
    #expect(result.stages[3].samples.count == Judge.fewestRounds - 1)
    #expect(result.stages[3].vsBase == nil)
  }

  @Test func `figures that never vary are compared exactly`() throws {
    let lane = Patched(better: .lower, factor: 1.5, family: .exact)
    let result = LaneResult(lane).workloads[0]
    #expect(result.stages.map { $0.vsPrevious?.verdict } == [nil, .equal, .more, .equal])
    #expect(result.attribution == [AttributedChange(patches: [6], ratio: 1.5, low: 1.5, high: 1.5)])
  }

  @Test func `rows that are no patches are accused of nothing`() {
    let lane = Patched(kind: .kernel, better: .higher, factor: 2)
    let result = LaneResult(lane).workloads[0]
    #expect(result.attribution.isEmpty)
    #expect(result.stages[2].vsPrevious?.verdict == .faster)
  }

  @Test(arguments: [(0.9, true), (1.1, false)])
  func `fresh rounds confirm what the lane names`(factor: Double, holds: Bool) throws {
    var lane = Patched(better: .lower, factor: 0.9)
    let named = try #require(LaneResult(lane).namedPatches.first)
    #expect(named == FoundChange(workload: 0, patches: [6]))
    let before = (0..<12).map { 1 + Double($0) / 1000 }
    lane.fresh = [FreshRounds(found: named, before: before, after: before.map { $0 * factor })]
    let confirmed = LaneResult(lane).workloads[0].stages[2].vsPrevious?.confirmed
    #expect(confirmed?.holds == holds)
  }

  @Test func `a pair of stages is judged as in a lane of its own`() throws {
    let before = (0..<12).map { 100 + Double($0 * 7 % 12) / 10 }
    let after = before.map { $0 * 1.05 }
    let change = try #require(PairComparison.judge(before: before, after: after, seed: 3))
    #expect(change.verdict == .faster)
    #expect(abs(change.ratio - 1.05) < 1e-9)
    #expect(change.signedRankP == 2.0 / 4096)
    #expect(PairComparison.confirm(change.ratio, before: before, after: after)?.holds == true)
    #expect(PairComparison.judge(before: [1], after: [2], seed: 3) == nil)
  }
}
