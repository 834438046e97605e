import Documents
import Failures
import TestSupport
import Testing

@testable import Replay

struct GateTests {
  private var lane: LaneResult { SampleRun.make().lanes[.engine] ?? LaneResult(workloads: []) }

  private func finding(_ texts: String...) throws -> FailureGate.Finding? {
    try FailureGate(texts).finding(in: lane)
  }

  @Test func `conditions that cannot be understood are wrong usage`() {
    for text in ["", "slower", "slower:x%", "slower:2", "slower:-1%", "slower:1000%", "other:2%"] {
      #expect { try FailureGate(["slower:1%", text]) } throws: {
        let failure = $0 as? Failure
        return failure?.exitClass == .usage && failure?.message.hasSuffix(": \(text)") == true
      }
    }
  }

  @Test func `the first condition that holds decides, and every sentence of it is told`() throws {
    #expect(try finding() == nil)
    #expect(try finding("slower:1%", "faster:900%") == nil)
    let found = try #require(try finding("slower:1%", "faster:100%", "nothing:slower:1%"))
    #expect(found.failure.exitClass == .badAnswer)
    #expect(found.failure.message.contains("is faster by at least"))
    // Two workloads, and of each the patch and the series.
    #expect(found.notes.count == 3)
    #expect(found.notes.allSatisfy { $0.hasPrefix("patch-replay: ") })
  }

  @Test func `a condition about no metric that there is is wrong usage`() throws {
    #expect(
      try finding("nothing:slower:1%", "faster:100%")?.failure
        == Failure(
          .usage,
          "--fail-on nothing:slower:1%: no such metric; there are writev:32x4k, readv:32x4k"))
  }

  @Test func `a condition about no metric that will be there is refused before`() throws {
    let gate = try FailureGate(["writev:slower:1%", "slower:1%"])
    #expect(throws: Never.self) { try gate.refuseUnknown(["writev:32x4k"]) }
    #expect(throws: Never.self) { try gate.refuseUnknown(nil) }
    #expect(
      throws: Failure(
        .usage, "--fail-on writev:slower:1%: no such metric; there are wall time")
    ) { try gate.refuseUnknown(["wall time"]) }
  }
}
