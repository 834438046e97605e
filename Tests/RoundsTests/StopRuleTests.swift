import Documents
import Rounds
import Testing

struct StopRuleTests {
  @Test func `rounds end when there are as many as asked for`() {
    let rule = StopRule.rounds(3)
    #expect(rule.reason(after: 2, seconds: 1e9) { _ in true } == nil)
    #expect(rule.reason(after: 3, seconds: 0) { _ in false } == .rounds(3))
  }

  @Test func `time ends rounds after the first one`() {
    let rule = StopRule(rounds: 10, precision: nil, seconds: 5)
    #expect(rule.reason(after: 0, seconds: 6) { _ in false } == nil)
    #expect(rule.reason(after: 1, seconds: 4.9) { _ in false } == nil)
    #expect(rule.reason(after: 1, seconds: 5) { _ in false } == .time)
  }

  @Test func `rounds over all stages leave time for as many of two of them`() {
    let rule = StopRule(rounds: 10, precision: nil, seconds: 70)
    #expect(rule.leavingTime(forTwoOf: 12).seconds == 60)
    #expect(rule.leavingTime(forTwoOf: 2) == rule)
    #expect(StopRule.rounds(3).leavingTime(forTwoOf: 12) == .rounds(3))
  }

  @Test func `precision is evaluated after 12 rounds and each time that a quarter has come on top`()
  {
    let rule = StopRule(rounds: 60, precision: 1.02, seconds: nil)
    var evaluated: [Int] = []
    for round in 1...48 {
      let reason = rule.reason(after: round, seconds: 0) { factor in
        #expect(factor == 1.02)
        evaluated.append(round)
        return round == 48
      }
      #expect(reason == (round == 48 ? .precise : nil))
    }
    #expect(evaluated == [12, 16, 20, 28, 36, 48])
  }
}
