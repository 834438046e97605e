import Documents
import Rounds
import Statistics
import Testing

/// What several patches changed together, and what fresh rounds have to say before anybody is told.
struct IntervalTests {
  /// Four stages, of which the third is too noisy to tell before from behind it: what changed lies
  /// somewhere in patches 6 and 7.
  private struct Blurred: MeasuredLane {
    var kind = LaneKind.command
    var fresh: [FreshRounds] = []

    var seed: UInt64 { 1 }
    var rows: [LaneRow] {
      (0..<4).map { place in
        LaneRow(
          place: StagePlace(place),
          patch: place == 0 || !kind.rowsArePatches ? nil : PatchNumber(place + 4),
          title: "stage \(place)", subject: nil)
      }
    }
    var families: [MetricFamily] {
      let values = (0..<12).map { round in
        (0..<4).map { stage in
          var generator = SeededGenerator(seed: UInt64(round * 1000 + stage))
          let noise = 1 + 0.004 * Double.random(in: -0.5..<0.5, using: &generator)
          let wild = stage == 2 ? (round.isMultiple(of: 2) ? 1.3 : 0.6) : 1
          return 100 * (stage == 3 ? 0.9 : 1) * noise * wild
        }
      }
      return [
        MetricFamily(
          kind: nil,
          members: [
            MetricSeries(
              workload: 0, name: "rate", unit: "", better: .higher, rows: [0, 1, 2, 3],
              values: values)
          ])
      ]
    }
    func complete(_ result: inout StageResult, row: Int, of series: MetricSeries) {}
    func complete(_ result: inout WorkloadResult, of series: MetricSeries) {}
  }

  private static let together = FoundChange(workload: 0, patches: [6, 7])

  /// Rounds of the two ends that show a factor.
  private func fresh(_ factor: Double, rounds: Int = 12) -> FreshRounds {
    let before = (0..<rounds).map { 1 + Double($0 * 7 % 12) / 1000 }
    let after = (0..<rounds).map { factor * (1 + Double($0 * 5 % 12) / 1000) }
    return FreshRounds(found: Self.together, before: before, after: after)
  }

  @Test func `without fresh rounds nobody is blamed, and it is said what is to be measured`() {
    let lane = LaneResult(Blurred())
    let result = lane.workloads[0]
    #expect(result.attribution.isEmpty)
    #expect(result.unconfirmed?.map(\.patches) == [[6, 7]])
    #expect(result.unconfirmed?.first?.confirmed == nil)
    #expect(result.stages[2].vsPrevious?.verdict == .inconclusive)
    #expect(result.stages[2].vsPrevious?.notExcluded != nil)
    #expect(result.stages.allSatisfy { $0.vsPrevious?.suspects == nil })
    #expect(lane.changesToConfirm(patches: false) == [Self.together])
  }

  @Test func `fresh rounds that show it again name it`() throws {
    let lane = LaneResult(Blurred(fresh: [fresh(0.9)]))
    let result = lane.workloads[0]
    let change = try #require(result.attribution.first)
    #expect(change.patches == [6, 7])
    #expect(change.confirmed?.holds == true)
    #expect(change.confirmed?.rounds == 12)
    #expect(result.unconfirmed == nil)
    #expect(result.stages[2].vsPrevious?.verdict == .suspect)
    #expect(result.stages[3].vsPrevious?.suspects == [6, 7])
    #expect(lane.changesToConfirm(patches: false).isEmpty)
  }

  @Test(arguments: [1, 1.1])
  func `fresh rounds that show nothing, or the opposite, leave it open`(factor: Double) throws {
    let result = LaneResult(Blurred(fresh: [fresh(factor)])).workloads[0]
    #expect(result.attribution.isEmpty)
    let denied = try #require(result.unconfirmed?.first)
    #expect(denied.patches == [6, 7] && denied.confirmed?.holds == false)
    #expect(result.stages[3].vsPrevious?.verdict == .inconclusive)
    #expect(result.stages[3].vsPrevious?.suspects == nil)
  }

  @Test func `too few fresh rounds confirm nothing`() {
    let few = fresh(0.9, rounds: Judge.fewestRounds - 1)
    let result = LaneResult(Blurred(fresh: [few])).workloads[0]
    #expect(result.attribution.isEmpty)
    #expect(result.unconfirmed?.first?.confirmed == nil)
  }

  @Test func `rows that are no patches are no suspects`() {
    let result = LaneResult(Blurred(kind: .kernel)).workloads[0]
    #expect(result.unconfirmed == nil)
    #expect(result.stages.allSatisfy { $0.vsPrevious?.verdict != .suspect })
  }
}
