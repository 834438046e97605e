import Documents
import FuseEngine
import Statistics
import Testing

@testable import EngineLane

struct LatencyTests {
  private func cell(_ durations: [UInt32]) -> EngineCell {
    EngineCell(
      calls: durations.count, bytes: 0, time: 0...1, processorTime: 0, counters: Counters(),
      durations: durations)
  }

  @Test func `percentiles are those of all calls of all cells`() throws {
    var generator = SeededGenerator(seed: 4)
    let durations = (1...1000).map { UInt32($0 * 1000) }.shuffled(using: &generator)
    let cells = [cell(Array(durations[..<300])), cell(Array(durations[300...]))]
    let summary = try #require(LatencySummary(cells))
    #expect(summary.p50 == 500)
    #expect(summary.p90 == 900)
    #expect(summary.p99 == 990)
    #expect(summary.max == 1000)
    #expect(summary.calls == 1000)
  }

  @Test func `one call is every percentile, and none has none`() throws {
    let one = try #require(LatencySummary([cell([1234])]))
    #expect([one.p50, one.p90, one.p99, one.max] == [1.234, 1.234, 1.234, 1.234])
    #expect(LatencySummary([cell([])]) == nil)
  }
}
