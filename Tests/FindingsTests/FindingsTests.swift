import Documents
import Testing

@testable import Findings
import Statistics

/// What is read from results that a document holds.
struct FindingsTests {
  @Test(arguments: [
    (2.0, 3.0, 4.0, ClaimJudgement.more), (5, 3, 4, .less), (3.5, 3, 4, .asClaimed),
    (2, 0.9, 4, .notConfirmed), (2, 1, 4, .notConfirmed),
  ])
  func `a claim is judged by the interval`(
    claimed: Double, low: Double, high: Double, judgement: ClaimJudgement
  ) {
    let claim = ClaimResult(
      before: 1, after: claimed, ratio: claimed, measured: (low + high) / 2, low: low, high: high)
    #expect(claim.judgement == judgement)
  }

  private static func change(_ low: Double, _ high: Double) -> Comparison {
    Comparison(ratio: (low * high).squareRoot(), low: low, high: high, verdict: .inconclusive)
  }

  @Test(arguments: MetricDirection.allCases)
  func `two runs differ where their intervals do not touch`(direction: MetricDirection) {
    let (slow, fast) = (Self.change(0.8, 0.9), Self.change(1.1, 1.2))
    let words: (rise: RunToRun, fall: RunToRun) =
      switch direction {
      case .higher: (.better, .worse)
      case .lower: (.worse, .better)
      case .unknown: (.changed, .changed)
      }
    #expect(RunToRun.judge(slow, fast, direction) == words.rise)
    #expect(RunToRun.judge(fast, slow, direction) == words.fall)
    #expect(RunToRun.judge(fast, Self.change(1.15, 1.3), direction) == .unclear)
    #expect(RunToRun.judge(fast, fast, direction) == .same)
    let narrow = Self.change(0.999, 1.001)
    #expect(RunToRun.judge(narrow, Self.change(0.998, 1.002), direction) == .same)
  }

  @Test func `what is too small to matter is so between runs as within one`() {
    #expect(RunToRun.smallestEffect == Judge.smallestEffect)
  }

  @Test func `exact numbers are compared by what they became`() {
    let one = ExactChange(patches: [1], before: 0, after: 1)
    #expect(one.verdict == .more)
    #expect(ExactChange(patches: [1], before: 2, after: 2).verdict == .equal)
    #expect(ExactChange(patches: [1], before: 2, after: 1).verdict == .fewer)
    let again = ExactChange(patches: [1], before: 0.1, after: 0.1 + 1)
    #expect(RunToRun.judge(one, again, .lower) == .same, "but for rounding")
    let more = ExactChange(patches: [1], before: 0, after: 3)
    #expect(RunToRun.judge(one, more, .lower) == .worse)
    #expect(RunToRun.judge(one, more, .higher) == .better)
  }
}
