import Rounds
import Synchronization
import Testing

struct StopTokenTests {
  /// Counts how often an action ran.
  private final class Count: Sendable {
    private let number = Atomic(0)
    var value: Int { number.load(ordering: .relaxed) }
    func increase() { number.add(1, ordering: .relaxed) }
  }

  @Test func `the first request ends the cell, the second one ends at once`() {
    let token = StopToken()
    #expect(!token.isRequested && !token.isImmediate)
    #expect(!token.ask())
    #expect(token.isRequested && !token.isImmediate)
    #expect(token.ask())
    #expect(token.isRequested && token.isImmediate)
  }

  @Test func `actions run from the second request on`() {
    let token = StopToken()
    let count = Count()
    _ = token.addAction { count.increase() }
    token.ask()
    #expect(count.value == 0)
    token.ask()
    #expect(count.value == 1)
    token.ask()
    #expect(count.value == 2)
  }

  @Test func `an action that comes late runs right away`() {
    let token = StopToken()
    token.ask()
    token.ask()
    let count = Count()
    _ = token.addAction { count.increase() }
    #expect(count.value == 1)
  }

  @Test func `a removed action does not run`() {
    let token = StopToken()
    let (removed, kept) = (Count(), Count())
    let action = token.addAction { removed.increase() }
    _ = token.addAction { kept.increase() }
    token.removeAction(action)
    token.ask()
    token.ask()
    #expect(removed.value == 0)
    #expect(kept.value == 1)
  }

  @Test func `tokens do not share requests`() {
    let (first, second) = (StopToken(), StopToken())
    first.ask()
    first.ask()
    #expect(!second.isRequested)
  }

  @Test(.timeLimit(.minutes(1))) func `a wait for the end is over when it is asked for`()
    async throws
  {
    let token = StopToken()
    let waiting = Task { try await token.untilImmediate() }
    token.ask()
    token.ask()
    try await waiting.value
  }

  @Test(.timeLimit(.minutes(1))) func `a cancelled wait throws`() async {
    let token = StopToken()
    let waiting = Task { try await token.untilImmediate() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
  }
}
