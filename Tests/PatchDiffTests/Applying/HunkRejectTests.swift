import PatchDiff
import TestSupport
import Testing

@Suite struct HunkRejectTests {
  private let patch = """
    diff --git a/f b/f
    --- a/f
    +++ b/f
    @@ -7,7 +7,7 @@
     7
     8
     9
    -10
    +ten
     11
     12
     13

    """

  private func reject(on content: String, patch: String? = nil) throws -> HunkReject {
    let files = try FileDiff.parse(patch: Array((patch ?? self.patch).utf8))
    var base = MemoryTree(tree(["f": content]))
    let outcome = TreePatcher.apply(files, to: &base)
    #expect(outcome.updates.isEmpty)
    return try #require(outcome.rejects.first)
  }

  @Test func `one changed line is shown at the nearest match`() throws {
    let reject = try reject(on: "x\ny\n" + numbers(1...20, changing: [8: "eight"]))
    #expect(reject.reason == .contextDiffers)
    #expect(reject.line == 7 && reject.patchLine == 4 && reject.hunkIndex == 0)
    #expect(reject.nearest?.line == 9 && reject.nearest?.differingLines == 1)
    #expect(reject.expected == Array(numbers(7...13).utf8))
    #expect(reject.found == Array(numbers(7...13, changing: [8: "eight"]).utf8))
  }

  @Test func `a hunk that is in already is told from one that does not fit`() throws {
    let reject = try reject(on: "x\n" + numbers(1...20, changing: [10: "ten"]))
    #expect(reject.reason == .alreadyApplied(line: 8))
  }

  @Test func `white space and line endings are named as such`() throws {
    let spaced = try reject(on: numbers(1...20, changing: [9: "9 "]))
    #expect(spaced.reason == .whitespaceDiffers)
    let returns = numbers(1...20).split(separator: "\n").map { $0 + "\r\n" }.joined()
    #expect(try reject(on: returns).reason == .lineEndingsDiffer)
  }

  @Test func `a hunk that claims the file's end or start says so`() throws {
    let header = "diff --git a/f b/f\n--- a/f\n+++ b/f\n"
    let end = header + "@@ -2,2 +2,2 @@\n 2\n-3\n+x\n"
    #expect(try reject(on: numbers(1...5), patch: end).reason == .notAtEnd(line: 2))
    let start = header + "@@ -1,2 +1,2 @@\n-2\n+x\n 3\n"
    #expect(try reject(on: numbers(1...5), patch: start).reason == .notAtBeginning(line: 2))
  }

  @Test func `every failing hunk of a patch is told, and offsets of the others`() throws {
    let second = "@@ -16,3 +16,3 @@\n 16\n-17\n+x\n 18\n"
    let files = try FileDiff.parse(patch: Array((patch + second + patch).utf8))
    var base = MemoryTree(tree(["f": "new\n" + numbers(1...20, changing: [8: "eight"])]))
    let outcome = TreePatcher.apply(files, to: &base)
    #expect(outcome.rejects.map(\.fileIndex) == [0, 1])
    #expect(outcome.hunks.map(\.offset) == [1])
    #expect(outcome.hunks.map(\.hunkIndex) == [1])
  }

  @Test func `a file that repeats one line a hundred thousand times is searched in one pass`()
    throws
  {
    let line = "same\n"
    let content = String(repeating: line, count: 100_000)
    let body = String(repeating: " same\n", count: 5_000)
    let text =
      "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -50000,10001 +50000,10001 @@\n"
      + body + "-other\n+new\n" + body
    #expect(try reject(on: content, patch: text).reason == .contextDiffers)
  }
}
