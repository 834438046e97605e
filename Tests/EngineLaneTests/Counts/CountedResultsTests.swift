import Documents
import EngineLane
import FuseSeries
import Testing

/// What the calls cost at each stage, and what the patches promised.
struct CountedResultsTests {
  static func counted(_ steps: [Int] = Array(1...11)) throws -> CountedResults {
    try CountedResults(
      StageUnderTest.stages(of: .scatterGatherDirectIO, applying: AppliedSteps.of(steps)))
  }

  @Test func `every patch keeps its promise`() throws {
    let promises = try Self.counted().promises
    #expect(promises.map(\.patch.rawValue) == Array(1...11))
    let broken = promises.filter { !$0.isKept }
    #expect(broken.isEmpty)
    #expect(promises[9].evidence == ["writev:32x4k: 32 → 1 requests"])
  }

  @Test func `each call is made smaller by the patch that speaks of it`() throws {
    let counted = try Self.counted()
    let smaller = counted.calls.map { call in
      zip(call.stages, call.stages.dropFirst()).filter {
        $1.counters.metadataBytesPerCall < $0.counters.metadataBytesPerCall
      }.map(\.1.place.rawValue)
    }
    let byName = Dictionary(uniqueKeysWithValues: zip(counted.calls.map(\.name), smaller))
    #expect(byName["metadata"] == [1, 2])
    #expect(byName["readdir"] == [2])
    // Patch 6 makes the ioctl smaller that asks for the retrieval.
    #expect(byName["retrieve:8k"] == [3, 6])
    #expect(byName["readpages:8"] == [4])
    #expect(byName["perform-write:16k"] == [5])
    #expect(byName["ioctl:4k"] == [6])
    #expect(byName["writev:32x4k"] == [10])
    #expect(byName["read:4k"] == [11])
  }

  @Test func `eight pages are read ahead in one request`() throws {
    let call = try #require(try Self.counted().calls.first { $0.name == "readpages:8" })
    #expect(call.stages.map(\.counters.requestsPerCall) == Array(repeating: 1, count: 12))
    #expect(call.stages.map(\.counters.pagesPerRequest) == Array(repeating: 8, count: 12))
  }

  @Test func `what got worse is told with the patch that did it`() throws {
    let changes = try Self.counted().behaviourChanges
    #expect(changes.map(\.patch) == [3, 9, 9, 10])
    #expect(changes[1].before.contains("20480 bytes"))
    #expect(changes[3].after.contains("5 pages left pinned"))
    let early = try Self.counted([1, 2])
    #expect(early.behaviourChanges.isEmpty)
  }
}
