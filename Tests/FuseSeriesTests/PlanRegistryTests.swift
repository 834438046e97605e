import FuseEngine
import FuseSeries
import TestSupport
import Testing

/// A second plan beside the first, of which only the tests' own file knows anything.
struct PlanRegistryTests {
  let registry = PlanRegistry(.scatterGatherDirectIO, .madeUp)

  func facts(_ plan: StagePlan, from first: Int = 1) -> [PatchFacts] {
    plan.steps.enumerated().map { index, step in
      PatchFacts(
        number: first + index, subject: "[PATCH] " + step.subject, touched: Set(step.symbols))
    }
  }

  @Test func `plans are found by name`() {
    #expect(registry["made-up"]?.title == "toy: send every segment on its own")
    #expect(registry["fuse-scatter-gather-dio"]?.steps.count == 11)
    #expect(registry["another"] == nil)
    #expect(registry.standard.name == "fuse-scatter-gather-dio")
    #expect(PlanRegistry.all.plans.map(\.name) == ["fuse-scatter-gather-dio"])
  }

  @Test func `a series is the plan of which its patches are stages`() throws {
    for plan in registry.plans {
      let match = try #require(registry.match(facts(plan)))
      #expect(match.plan.name == plan.name)
      #expect(
        match.stages.mapValues(\.step.rawValue)
          == Dictionary(uniqueKeysWithValues: plan.steps.indices.map { ($0 + 1, $0 + 1) }))
    }
  }

  @Test func `of two plans the one that explains more patches is taken`() throws {
    let mixed = facts(.madeUp) + facts(.scatterGatherDirectIO, from: 4)
    let match = try #require(registry.match(mixed))
    #expect(match.plan.name == "fuse-scatter-gather-dio")
    #expect(match.stages.keys.sorted() == Array(4...14))
  }

  @Test func `patches in another order are still the plan's`() throws {
    var series = facts(.madeUp)
    series.swapAt(0, 1)
    let match = try #require(registry.match(series))
    #expect(match.plan.name == "made-up")
    #expect(try StagePlan.madeUp.designs(applying: [2, 1, 3]).last == StagePlan.madeUp.finalDesign)
  }

  @Test func `a series that no plan knows has none`() {
    #expect(
      registry.match([PatchFacts(number: 1, subject: "toy: other", touched: ["toy_pack"])]) == nil)
    #expect(registry.match([]) == nil)
  }

  @Test func `a plan starts where the one below it ends`() throws {
    let below = StagePlan.scatterGatherDirectIO
    #expect(try StagePlan.madeUp.base == below.design(ofStage: 11))
    #expect(below.finalDesign == StagePlan.madeUp.base)
    let designs = try StagePlan.madeUp.designs(applying: [1, 2, 3])
    #expect(designs[1] == designs[0])
    #expect(designs[2].differences(from: designs[1]).map(\.field) == ["segmentPacking"])
    #expect(designs[3].differences(from: designs[2]).map(\.field) == ["slots.directIO"])
  }

  @Test func `a step of the plan that is left out is named by the one that needs it`() {
    let error = #expect(throws: PlanError.self) {
      try StagePlan.madeUp.designs(applying: [1, 3])
    }
    #expect(
      error?.description == "step 3 (toy: ask for all page slots) needs step 2 "
        + "(toy: one segment a request) before it")
  }

  @Test func `a promise is written as its step has it and as words`() {
    let promise = StagePlan.madeUp.steps[1].promise
    #expect(promise.source == "moreRequests(of: [.threeSegments])")
    #expect(promise.description == "more requests: reads of three segments")
    #expect(Promise.sameRequests.source == "sameRequests")
    #expect(Promise.sameRequests.description == "the same requests")
  }
}
