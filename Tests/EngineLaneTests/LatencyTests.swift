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

  private func latency(of cells: [EngineCell]) -> LatencySummary? {
    var totals = VariantTotals()
    for cell in cells { totals.add(cell) }
    return totals.latency
  }

  @Test(arguments: [1, 17, 1000, 90_000] as [UInt32])
  func `percentiles are those of all calls of all cells, to 1 in 256`(step: UInt32) throws {
    var generator = SeededGenerator(seed: 4)
    let durations = (1...1000).map { UInt32($0) * step }.shuffled(using: &generator)
    let summary = try #require(
      latency(of: [cell(Array(durations[..<300])), cell(Array(durations[300...]))]))
    for (found, rank) in [(summary.p50, 500), (summary.p90, 900), (summary.p99, 990)] {
      let exact = Double(rank) * Double(step) / 1000
      #expect(abs(found - exact) <= exact / 256)
    }
    #expect(summary.max == Double(step))
    #expect(summary.calls == 1000)
  }

  @Test(arguments: [0, 1, 255, 256, 1234, 4_000_000_123, .max] as [UInt32])
  func `one call is every percentile, exactly`(duration: UInt32) throws {
    let one = try #require(latency(of: [cell([duration])]))
    let exact = Double(duration) / 1000
    #expect([one.p50, one.p90, one.p99, one.max] == [exact, exact, exact, exact])
  }

  @Test func `no call has no percentile`() {
    #expect(latency(of: []) == nil)
    #expect(latency(of: [cell([])]) == nil)
  }

  @Test func `a figure has four digits, as documents hold it`() {
    #expect(SignificantDigits.rounded(71.38472) == 71.38)
    #expect(SignificantDigits.rounded(3643.78) == 3644)
    #expect(SignificantDigits.rounded(1_234_567) == 1_235_000)
    #expect(SignificantDigits.rounded(0.00123456) == 0.001235)
    #expect(SignificantDigits.rounded(999.96) == 1000)
    #expect(SignificantDigits.rounded(0) == 0)
    #expect(SignificantDigits.rounded(.infinity) == .infinity)
  }
}
