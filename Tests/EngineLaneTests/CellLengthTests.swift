import FuseEngine
import Testing

@testable import EngineLane

/// How long cells are, from what a first one of each variant took.
struct CellLengthTests {
  /// A first cell of some calls that took so many microseconds each, and of so many besides.
  private func first(
    _ calls: Int, of microseconds: Int64, besides: Int64
  ) -> (cell: EngineCell, nanoseconds: Int64) {
    let elapsed = Int64(calls) * microseconds * 1000
    return (
      EngineCell(
        calls: calls, bytes: 0, time: 0...elapsed, processorTime: 0, counters: Counters(),
        durations: []),
      elapsed + besides * 1000
    )
  }

  @Test func `a pass of the typical variant takes two milliseconds where little comes on top`() {
    let length = CellLength(
      from: [first(4, of: 300, besides: 700), first(4, of: 290, besides: 600)]
        + [first(30, of: 40, besides: 300)])
    #expect(length.calls == 7)
    #expect(length.duration == 1_000_000)
  }

  @Test func `where much comes on top, the timed part takes as long`() {
    let length = CellLength(from: Array(repeating: first(1, of: 2000, besides: 9000), count: 3))
    #expect(length.calls == 5)
    #expect(length.duration == 4_500_000)
  }

  @Test func `one cell that other work hit does not make all others longer`() {
    let calm = first(4, of: 300, besides: 700)
    let hit = first(1, of: 80_000, besides: 90_000)
    #expect(CellLength(from: [calm, calm, hit]) == CellLength(from: [calm, calm, calm]))
  }

  @Test func `a pass has one call at least and eight at most, which then follow each other`() {
    #expect(CellLength(from: [first(1, of: 50_000, besides: 10_000)]).calls == 1)
    let short = CellLength(from: [first(1000, of: 1, besides: 100)])
    #expect(short.calls == CellLength.mostCalls)
    #expect(short.duration == 2_000_000)
    #expect(CellLength(from: [first(8, of: 72, besides: 9000)]).duration == 9_000_000)
  }

  @Test func `threads that call side by side make a cell no longer`() {
    let alone = first(1, of: 1500, besides: 500)
    let beside = (
      cell: EngineCell(
        calls: 4, bytes: 0, time: 0...1_500_000, processorTime: 0, counters: Counters(),
        durations: []),
      nanoseconds: Int64(2_000_000)
    )
    #expect(CellLength(from: [alone]) == CellLength(from: [beside], jobs: 4))
  }
}
