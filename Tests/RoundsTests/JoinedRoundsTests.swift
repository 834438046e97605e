import Documents
import Rounds
import Testing

/// Rounds that were measured after a run, beside the run's own.
struct JoinedRoundsTests {
  private func figures(
    _ level: Double, factor: Double, rounds: Int = 12
  ) -> JoinedRounds.Figures {
    JoinedRounds.Figures(
      before: (0..<rounds).map { level * (1 + Double($0 * 7 % 12) / 2000) },
      after: (0..<rounds).map { level * factor * (1 + Double($0 * 5 % 12) / 2000) })
  }

  private func joined(
    _ run: JoinedRounds.Figures, _ later: JoinedRounds.Figures, isSameMachine: Bool = true
  ) -> JoinedRounds? {
    JoinedRounds(run: run, later: later, isSameMachine: isSameMachine, seed: 1)
  }

  @Test func `rounds of the same machine and base are one figure`() throws {
    let both = try #require(joined(figures(100, factor: 1.1), figures(100, factor: 1.1)))
    #expect(both.standing == .joined && both.rounds == 24)
    #expect(abs(both.change.ratio - 1.1) < 0.01)
    #expect(both.change.verdict == .faster)
  }

  @Test func `where the three intervals do not meet, the machine changed`() throws {
    let both = try #require(joined(figures(100, factor: 1.1), figures(100, factor: 1.3)))
    #expect(both.standing == .machineChanged && both.rounds == 12)
    #expect(abs(both.change.ratio - 1.3) < 0.01)
  }

  @Test func `rounds at another level, or on another machine, are not joined`() throws {
    let (run, later) = (figures(100, factor: 1.1), figures(150, factor: 1.1))
    #expect(joined(run, later)?.standing == .baseMoved)
    #expect(joined(run, run, isSameMachine: false)?.standing == .otherMachine)
    #expect(joined(JoinedRounds.Figures(), later)?.standing == .alone)
    #expect(joined(run, figures(100, factor: 1.1, rounds: 5)) == nil)
  }
}
