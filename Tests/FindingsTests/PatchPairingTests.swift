import Documents
import TestSupport
import Testing

@testable import Findings

/// Which patch of one version is which of another.
struct PatchPairingTests {
  /// A series of two patches with these titles, patch ids and trailers.
  private static func run(
    _ titles: [String], ids: [String?] = [nil, nil], trailers: [TrailerSummary?] = [nil, nil]
  ) -> Run {
    var run = SampleRun.make(subjects: titles)
    for index in titles.indices {
      run.series?.patches[index].patchID = ids[index]
      run.series?.patches[index].trailers = trailers[index].map { [$0] } ?? []
    }
    return run
  }

  /// The numbers of each patch in each run, and by what it was found in the last one.
  private static func pairs(_ runs: [Run]) -> [[PatchNumber?]] {
    patches(runs).map { $0.runs.map(\.patch) }
  }

  private static func patches(_ runs: [Run]) -> [ComparedPatch] {
    ComparisonDocument.of(runs).lanes[.engine]?.workloads[0].patches ?? []
  }

  @Test func `the patch id is surer than the title, and the number is nothing`() {
    let old = Self.run(["a", "b"], ids: ["1", "2"])
    let new = Self.run(["b", "c"], ids: ["1", "2"])
    #expect(Self.pairs([old, new]) == [[1, 1], [2, 2]])
    let moved = Self.run(["b", "a"], ids: ["9", "1"])
    #expect(Self.pairs([old, moved]) == [[2, 1], [1, 2]])
    let found = Self.patches([old, moved]).map { $0.runs[1].pairedBy }
    #expect(found == [.title, .patchID])
  }

  @Test(arguments: [("Change-Id", PatchIdentity.changeID), ("Message-ID", .messageID)])
  func `a trailer finds a patch that was rewritten and renamed`(key: String, by: PatchIdentity) {
    let trailer = TrailerSummary(key: key, value: "I1", message: 2)
    let old = Self.run(["a", "b"], ids: ["1", "2"], trailers: [trailer, nil])
    let new = Self.run(["x", "y"], ids: ["3", "4"], trailers: [nil, trailer])
    #expect(Self.pairs([old, new]) == [[nil, 1], [1, 2], [2, nil]])
    let patches = Self.patches([old, new])
    #expect(patches[1].runs[1].pairedBy == by)
    #expect(patches.map { $0.runs[1].judgement } == [.new, .better, .gone])
  }

  @Test func `of patches with one title none is said to be the other`() {
    let old = Self.run(["fix", "fix"])
    let new = Self.run(["fix", "b"])
    let found = Self.patches([old, new])
    #expect(found.map { $0.runs[1].judgement } == [.ambiguous, .new, .ambiguous, .ambiguous])
    #expect(Self.pairs([old, new]) == [[nil, 1], [nil, 2], [1, nil], [2, nil]])
  }

  @Test func `equal patch ids are told apart by their titles`() {
    let old = Self.run(["a", "b"], ids: ["1", "1"])
    #expect(Self.pairs([old, Self.run(["b", "a"], ids: ["1", "1"])]) == [[2, 1], [1, 2]])
  }

  @Test func `a patch is followed through versions that change its title or its code`() {
    let runs = [
      Self.run(["a", "b"], ids: ["1", "2"]), Self.run(["c", "b"], ids: ["1", "3"]),
      Self.run(["c", "b"], ids: ["5", "3"]),
    ]
    #expect(Self.pairs(runs) == [[1, 1, 1], [2, 2, 2]])
  }
}
