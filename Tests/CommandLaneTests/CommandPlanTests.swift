import Documents
import Testing

@testable import CommandLane
import Rounds
import Statistics

struct CommandPlanTests {
  private let plan = ScriptedRun(stages: 12) { _, _ in [] }.plan

  @Test func `a block's order follows from the seed and its number alone`() {
    let later = plan.order(ofBlock: 31)
    #expect(later == plan.order(ofBlock: 31))
    #expect((0..<40).contains { plan.order(ofBlock: $0) != later })
    var other = plan
    other.seed = 2
    #expect((0..<40).contains { plan.order(ofBlock: $0) != other.order(ofBlock: $0) })
  }

  @Test(arguments: 0..<40)
  func `every stage is in a block once, neighbours side by side`(block: Int) {
    let numbers = plan.order(ofBlock: block).map(\.place)
    #expect(numbers.sorted() == (0..<12).map { StagePlace($0) })
    let steps = Set(zip(numbers, numbers.dropFirst()).map { ($1.rawValue - $0.rawValue + 12) % 12 })
    #expect(steps == [1] || steps == [11])
  }

  @Test func `another machine, other code and other settings are told apart, another seed is not`()
  {
    var other = plan
    other.seed = 9
    #expect(plan.differences(from: other).isEmpty)
    let moved = CommandPlan(
      stages: plan.stages, settings: plan.settings, machine: "other", seed: 1)
    #expect(plan.differences(from: moved).count == 1)
    var settings = plan.settings
    settings.timeout = 3
    let changed = CommandPlan(
      stages: plan.stages.map { CommandPlan.Stage(place: $0.place, key: $0.key, binaries: nil) },
      settings: settings, machine: plan.machine, seed: 1)
    #expect(plan.differences(from: changed).count == 2)
  }
}
