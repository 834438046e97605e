import Documents
import EngineLane
import Foundation
import FuseEngine
import FuseSeries
import Rounds
import TestSupport
import Testing

/// A plan that only the tests know is counted, judged, tried, traced and measured as any other.
struct MadeUpPlanTests {
  static func stages(_ plan: StagePlan = .madeUp) throws -> [StageUnderTest] {
    try StageUnderTest.stages(of: plan, applying: AppliedSteps.of([1, 2, 3]))
  }

  @Test func `its own calls are counted and nobody else's`() throws {
    let calls = try CountedResults(Self.stages()).calls
    #expect(calls.map(\.name) == ["readv:3x4k", "readdir"])
    #expect(calls[0].stages.map(\.place) == [0, 1, 2, 3])
    #expect(calls[0].stages.map(\.counters.requestsPerCall) == [1, 1, 3, 3])
    #expect(calls[1].stages.map(\.counters.requestsPerCall) == [4, 4, 4, 4])
  }

  @Test func `its promises are judged by the counters that they name`() throws {
    let promises = try CountedResults(Self.stages()).promises
    #expect(promises.map(\.patch) == [1, 2, 3])
    #expect(promises.map(\.isKept) == [true, true, true])
    #expect(
      promises.map(\.promise) == [
        "the same requests", "more requests: reads of three segments",
        "larger arrays: reads of three segments",
      ])
    #expect(promises[0].evidence.isEmpty)
    #expect(promises[1].evidence == ["readv:3x4k: 1 → 3 requests"])
    #expect(promises[2].evidence.count == 1)
    #expect(promises[2].evidence.first?.hasSuffix(" bytes of arrays") == true)
  }

  @Test func `a promise that is broken is told with its figures`() throws {
    let plan = StagePlan.madeUp(lastPromise: .fewerRequests(of: [.threeSegments]))
    let promise = try #require(try CountedResults(Self.stages(plan)).promises.last)
    #expect(!promise.isKept)
    #expect(promise.evidence == ["readv:3x4k: 3 → 3 requests"])
  }

  @Test func `its probe tells which patch changes behaviour`() throws {
    let changes = try CountedResults(Self.stages()).behaviourChanges
    #expect(changes.map(\.patch) == [2])
    #expect(changes.first?.probe == "read of 4 segments of 4 KiB, the third not mapped")
    #expect(changes.first?.meaning == "the requests before the fault are sent now")
    #expect(changes.first?.before.contains("0 requests sent") == true)
    #expect(changes.first?.after.contains("2 requests sent") == true)
  }

  @Test func `its stages are traced in memory`() throws {
    let shape = CallShape(
      direction: .read, offset: 0,
      segments: Array(repeating: SegmentShape(offset: 0, length: 4096), count: 3))
    let requests = try Self.stages().map { stage in
      var tracer = try Tracer.inMemory(design: stage.design, limits: Limits())
      let line = try tracer.line(for: shape)
      try tracer.finish()
      return line.requests.count
    }
    #expect(requests == [1, 1, 3, 3])
  }

  @Test(.timeLimit(.minutes(1)))
  func `its stages are measured, and its claim stands beside its own workload`() async throws {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("patch-replay-fused").path
    let names: [WorkloadName] = ["readv:3x4k", "readv:2x4k"]
    let experiment = EngineExperiment(
      stages: try Self.stages(), workloads: try names.map { try WorkloadRun(Workload($0)) },
      end: .rounds(8), seed: 1)
    let measured = try await EngineMeasurement.measure(
      experiment,
      against: .command(ServerCommand(program: program, options: ["-f", "-s"])),
      as: Caller(user: getuid(), group: getgid(), process: UInt32(getpid())), stop: StopToken()
    ) { _ in }
    #expect(measured.failure == nil)
    let claims = [Claim(kind: "readv", before: 300, after: 100)]
    let workloads = try #require(measured.engineResult(claims: claims)).workloads
    #expect(workloads.map(\.name) == ["readv:3x4k", "readv:2x4k"])
    #expect(workloads[0].claim?.before == 300)
    #expect(workloads[1].claim == nil && workloads.allSatisfy { $0.unjudgedClaim == nil })
    // The letter speaks of the whole series.
    let part = [Claim(kind: "readv", before: 300, after: 100, unjudged: .leftOut)]
    let unjudged = try #require(measured.engineResult(claims: part)).workloads
    #expect(unjudged[0].claim == nil && unjudged[1].unjudgedClaim == nil)
    #expect(unjudged[0].unjudgedClaim?.reason == .leftOut)
    #expect(workloads[0].stages.count == 4)
    #expect(workloads[0].stages[2].subject == "toy: one segment a request")
  }
}
