import TestSupport
import Testing

@testable import Stepper

/// The stepper shows times as the reports do.
struct TimesTests {
  private func screen(_ tab: StepTab) -> String {
    var state = StepState(Screens.material(SampleTimes.make()), isASCII: false)
    _ = state.update(.resized(width: 100, height: 40))
    _ = state.update(.key(.character("G")))
    for _ in 0..<(StepTab.allCases.firstIndex(of: tab) ?? 0) { _ = state.update(.key(.tab)) }
    return Screens.text(state.render())
  }

  @Test func `times below a second have a unit and three digits`() {
    let numbers = screen(.numbers)
    #expect(numbers.contains("level µs"))
    #expect(numbers.contains("423        846       1269"))
    #expect(numbers.contains("640 µs"))
    let rounds = screen(.rounds)
    #expect(rounds.contains("wall time, µs"))
    #expect(rounds.contains("838       1256"))
  }
}
