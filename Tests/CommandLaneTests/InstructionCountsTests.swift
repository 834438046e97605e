import Documents
import Testing

@testable import CommandLane

struct InstructionCountsTests {
  private func result(_ figures: [[Int]], unbuildable: Set<Int> = []) -> WorkloadResult {
    var run = ScriptedRun(stages: figures.count, rounds: 0) { _, _ in [] }
    run.unbuildable = unbuildable
    var counts = InstructionCounts(run: 0)
    for (place, numbers) in figures.enumerated() where !unbuildable.contains(place) {
      counts.stages[StagePlace(place)] = numbers.isEmpty ? .failed("no") : .counted(numbers)
    }
    return counts.result(of: run.measurement)
  }

  @Test func `counts of which both runs agree are compared exactly`() {
    let result = result([[1000, 1000], [1010, 1010], [1010, 1010]])
    #expect(result.name == "instructions" && result.unit == "instructions")
    #expect(result.family == .exact && result.better == .lower)
    #expect(result.countedRuns == 2)
    #expect(result.stages.map { $0.vsPrevious?.verdict } == [nil, .more, .equal])
    #expect(result.stages[1].vsPrevious?.ratio == 1.01)
    #expect(result.attribution.map(\.patches) == [[1]])
    #expect(FailureCondition("instructions:slower:0.5%").map { check($0, result) } == false)
    #expect(FailureCondition("instructions:slower:2%").map { check($0, result) } == true)
  }

  private func check(_ condition: FailureCondition, _ result: WorkloadResult) -> Bool {
    condition.check(LaneResult(workloads: [result])) == .passed
  }

  @Test func `a change within the spread of the runs is none`() {
    let result = result([[1_000_000, 1_000_300], [1_000_250, 1_000_050], [1_000_100, 999_900]])
    #expect(result.family == .primary)
    #expect(result.attribution.isEmpty)
    #expect(result.stages[1].vsPrevious?.verdict == .noChange)
    #expect(result.stages[1].vsPrevious?.equivalence != nil)
  }

  @Test func `a change beyond it is one, however small, and its interval holds the runs`() throws {
    let result = result([
      [1_000_000, 1_000_300], [1_000_250, 1_000_050], [1_050_100, 1_050_000],
      [1_050_000, 1_050_200],
    ])
    #expect(result.attribution.map(\.patches) == [[2]])
    let change = try #require(result.stages[2].vsPrevious)
    #expect(change.verdict == .slower)
    #expect(change.low <= 1_050_000 / 1_000_250 && 1_050_100 / 1_000_050 <= change.high)
    #expect(result.stages[3].vsPrevious?.verdict == .noChange)
    #expect(result.stages[3].vsBase?.verdict == .slower)
  }

  @Test func `across a stage without counts, its patch and the next share the change`() {
    let built = result([[1000, 1000], [], [1100, 1100]], unbuildable: [1])
    #expect(built.stages[1].state == .unbuildable)
    #expect(built.attribution.map(\.patches) == [[1, 2]])
    let failed = result([[1000, 1000], [], [1100, 1100]])
    #expect(failed.stages[1].state == .failed && failed.stages[1].log == "no")
  }
}
