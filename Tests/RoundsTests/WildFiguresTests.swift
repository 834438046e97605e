import Documents
import Foundation
import Rounds
import Testing

/// Figures of which something cannot be said: the run is kept all the same, with the reason.
struct WildFiguresTests {
  private struct Given: MeasuredLane {
    let values: [[Double]]
    var kind: LaneKind { .command }
    var seed: UInt64 { 1 }
    var fresh: [FreshRounds] = []
    var rows: [LaneRow] {
      values[0].indices.map { place in
        LaneRow(
          place: StagePlace(place), patch: place == 0 ? nil : PatchNumber(place),
          title: "stage \(place)", subject: nil)
      }
    }
    var families: [MetricFamily] {
      let series = MetricSeries(
        workload: 0, name: "time", unit: "s", better: .lower, rows: rows.map(\.place),
        values: values)
      return [MetricFamily(kind: .primary, members: [series])]
    }
    func complete(_ result: inout StageResult, row: Int, of series: MetricSeries) {}
    func complete(_ result: inout WorkloadResult, of series: MetricSeries) {}
  }

  /// Rounds of three stages around 1, every one a little different.
  private static func rounds(_ count: Int) -> [[Double]] {
    (0..<count).map { round in
      (0..<3).map { stage -> Double in 1 + Double((round * 7 + stage * 5) % 11) / 1000 }
    }
  }

  private static func with(_ value: Double, in rounds: [[Double]]) -> [[Double]] {
    var rounds = rounds
    rounds[rounds.count / 2][1] = value
    return rounds
  }

  static let cases: [[[Double]]] = {
    let equal = Array(repeating: [1.0, 1, 1], count: 6)
    let two = (0..<6).map { round -> [Double] in
      (0..<3).map { stage -> Double in (round + stage).isMultiple(of: 2) ? 1 : 2 }
    }
    let once = with(2, in: equal)
    var cases = [rounds(1), rounds(5), rounds(6), equal, two, once]
    for value in [1e308, 1e-300, Double.leastNonzeroMagnitude, 0, -1] {
      cases += [with(value, in: equal), with(value, in: rounds(6)), with(value, in: rounds(20))]
    }
    let (one, other): ([Double], [Double]) = ([1e308, 1e-300, 1], [1e-300, 1e308, 1])
    cases.append([one, other, one, other, one, other])
    cases.append(Array(repeating: [1e308, 1e308, 1e-300], count: 6))
    return cases
  }()

  @Test(arguments: cases.indices)
  func `a run is written and read again, and says why it lacks a figure`(index: Int) throws {
    let lane = Given(values: Self.cases[index])
    let result = LaneResult(lane)
    let read = try JSONDecoder().decode(LaneResult.self, from: JSONEncoder().encode(result))
    #expect(read == result)
    let workload = read.workloads[0]
    #expect((workload.detectableRatio == nil) == (workload.unsaid?[.detectableRatio] != nil))
    for stage in workload.stages.dropFirst() {
      #expect((stage.vsPrevious == nil) == (stage.unsaid?[.vsPrevious] != nil))
      #expect((stage.vsBase == nil) == (stage.unsaid?[.vsBase] != nil))
      for change in [stage.vsPrevious, stage.vsBase].compactMap(\.self) {
        #expect(change.low <= change.ratio && change.ratio <= change.high)
        guard change.verdict == .inconclusive else { continue }
        #expect((change.notExcluded == nil) == (change.unsaid?[.notExcluded] != nil))
        #expect((change.moreRounds == nil) == (change.unsaid?[.moreRounds] != nil))
      }
    }
  }

  @Test func `one wild cell of many moves no figure`() throws {
    let quiet = LaneResult(Given(values: Self.rounds(20))).workloads[0]
    let wild = LaneResult(Given(values: Self.with(1e308, in: Self.rounds(20)))).workloads[0]
    for (one, other) in zip(quiet.stages, wild.stages) {
      #expect(abs(one.median / other.median - 1) < 0.005)
    }
    #expect(wild.attribution.isEmpty)
  }

  @Test func `stages with the same figures are the same, whatever their rounds are like`() throws {
    let values = Self.rounds(12).map { [$0[0], $0[1], $0[2], $0[1], $0[0]] }
    let stages = LaneResult(Given(values: values)).workloads[0].stages
    #expect(stages[3].median == stages[1].median)
    #expect(stages[4].vsBase?.ratio == 1)
    #expect(stages[4].vsBase?.verdict == .noChange)
  }

  @Test func `what confirms is written too, or the reason why it is not there`() throws {
    let rounds = (0..<12).map { round -> [Double] in
      let small = Double(round) / 1000
      return [1, 1 + small, 2 - small]
    }
    var lane = Given(values: rounds)
    let named = try #require(LaneResult(lane).namedPatches.first)
    let ends = Array(repeating: 1e-300, count: 12)
    lane.fresh = [FreshRounds(found: named, before: ends, after: ends.map { _ in 1e308 })]
    let result = LaneResult(lane)
    let stages = result.workloads[0].stages
    let stage = try #require(stages.first { $0.patch == named.patches[0] })
    #expect(stage.vsPrevious?.confirmed == nil)
    #expect(stage.vsPrevious?.unsaid == [UnsaidFigure.confirmed: UnsaidReason.beyondNumbers])
    let read = try JSONDecoder().decode(LaneResult.self, from: JSONEncoder().encode(result))
    #expect(read == result)
  }
}
