import EngineLane
import FuseSeries
import Testing

@testable import patch_replay_bench

struct OwnTimeTests {
  @Test(arguments: [(0, 320), (11, 10)])
  func `the engine's own time is taken over all requests of its calls`(
    stage: Int, requests: Int
  ) throws {
    let workload = try Workload("writev:32x4k")
    guard case .direct(let transfer) = workload.call else {
      Issue.record("\(workload)")
      return
    }
    let design = try StageUnderTest(stage, of: .scatterGatherDirectIO).design
    #expect(try OwnTime.measure(transfer, design: design, calls: 10).requests == requests)
  }
}
