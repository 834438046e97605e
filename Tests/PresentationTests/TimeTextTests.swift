import Presentation
import Testing

/// Times in the unit that fits them.
struct TimeTextTests {
  @Test(arguments: [
    (640.0, "640 µs"), (6.4, "6.40 µs"), (0.64, "640 ns"), (0.000_4, "0.400 ns"),
    (999.4, "999 µs"), (999.6, "1.00 ms"), (1234, "1.23 ms"), (56_789, "56.8 ms"),
    (2_500_000, "2.50 s"), (4_321_000_000, "4321 s"), (0, "0"), (.infinity, "–"),
  ])
  func `a latency has a unit that fits it`(microseconds: Double, text: String) {
    #expect(TimeText.microseconds(microseconds) == text)
  }

  @Test(arguments: [
    ("s", 0.5, "ms", 1e3), ("s", 0.000_4, "µs", 1e6), ("sec", 1e-8, "ns", 1e9),
    ("ms", 0.02, "µs", 1e3), ("us", 0.2, "ns", 1e3), ("s", 1e-12, "ns", 1e9),
  ])
  func `a metric's unit goes down to where there is one`(
    unit: String, smallest: Double, shown: String, factor: Double
  ) throws {
    let fitting = try #require(TimeText.fitting(unit: unit, smallest: smallest))
    #expect(fitting.unit == shown)
    #expect(abs(fitting.factor / factor - 1) < 1e-9)
  }

  @Test(arguments: [("s", 1.0), ("s", 0), ("ns", 0.1), ("MB/s", 0.1), ("", 0.1), ("ms", 20)])
  func `what fits, and what is no time, stays`(unit: String, smallest: Double) {
    #expect(TimeText.fitting(unit: unit, smallest: smallest) == nil)
  }
}
