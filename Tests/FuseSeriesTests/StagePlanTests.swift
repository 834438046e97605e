import FuseEngine
import FuseSeries
import Testing

struct StagePlanTests {
  let plan = StagePlan.scatterGatherDirectIO

  @Test(arguments: 0...11)
  func `every stage of the whole series is a design`(stage: Int) throws {
    let design = try plan.design(ofStage: stage)
    #expect((design == plan.base) == (stage == 0))
  }

  @Test func `each patch changes the design and says so`() throws {
    let designs = try plan.designs(applying: plan.numbers)
    for (before, after) in zip(designs, designs.dropFirst()) {
      #expect(!after.differences(from: before).isEmpty)
    }
    #expect(
      designs[10].differences(from: designs[9]) == [
        DesignDifference(
          field: "segmentPacking", before: "oneSegmentPerRequest", after: "manySegmentsPerRequest")
      ])
  }

  @Test func `the last patch can be left out`() throws {
    let designs = try plan.designs(applying: plan.numbers.dropLast())
    #expect(designs.last?.slots.directIO == .maximum)
    #expect(designs.last?.segmentPacking == .manySegmentsPerRequest)
  }

  @Test(arguments: [(1, 2), (7, 8), (8, 10), (9, 10)] as [(StageStep.Number, StageStep.Number)])
  func `a patch whose base is left out is refused by name`(
    leftOut: StageStep.Number, needing: StageStep.Number
  ) throws {
    let applied = plan.numbers.filter { $0 != leftOut }
    let error = #expect(throws: PlanError.self) { try plan.designs(applying: applied) }
    let wanted = PlanError.missing(
      step: needing, subject: try #require(plan[needing]).subject, needs: leftOut,
      neededSubject: try #require(plan[leftOut]).subject)
    #expect(error == wanted)
    #expect(error?.description.contains("step \(needing) (") == true)
    #expect(error?.description.contains("needs step \(leftOut) (") == true)
  }

  @Test func `a patch applied twice is refused`() {
    #expect(throws: PlanError.undone(step: 1, subject: plan.steps[0].subject)) {
      try plan.designs(applying: [1, 1])
    }
  }

  @Test func `a stage beyond the series is refused`() {
    #expect(throws: PlanError.noSuchStep(12)) { try plan.design(ofStage: 12) }
  }
}
