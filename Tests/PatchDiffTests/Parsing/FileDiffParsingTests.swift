import Foundation
import PatchDiff
import TestSupport
import Testing

@Suite struct FileDiffParsingTests {
  @Test func `a rename tells names, modes, ids, similarity and lines`() throws {
    let text = """
      note
      diff --git a/old b/new
      old mode 100644
      new mode 100755
      similarity index 90%
      rename from old
      rename to new
      index 0123abc..4567def
      --- a/old
      +++ b/new
      @@ -3,3 +3,4 @@ int main(void)
       context
      -gone
      +here
      +more
       end
      \\ No newline at end of file

      """
    let files = try FileDiff.parse(patch: Array(text.utf8))
    let file = try #require(files.first)
    #expect(files.count == 1)
    #expect(file.status == .renamed)
    #expect(file.oldPath?.description == "old")
    #expect(file.newPath?.description == "new")
    #expect(file.oldMode == FileMode.file)
    #expect(file.newMode == FileMode.executable)
    #expect(file.oldOid == "0123abc" && file.newOid == "4567def")
    #expect(file.similarity == 90)
    #expect(file.patchLine == 2)
    #expect(file.additions == 2 && file.deletions == 1)
    let hunk = try #require(file.hunks.first)
    #expect(String(decoding: hunk.section, as: UTF8.self) == "int main(void)")
    #expect(hunk.oldStart == 3 && hunk.oldCount == 3)
    #expect(hunk.newStart == 3 && hunk.newCount == 4)
    #expect(hunk.patchLine == 11)
    #expect(hunk.lines.map(\.patchLine) == [12, 13, 14, 15, 16])
    #expect(hunk.lines.last?.lacksNewline == true)
    #expect(hunk.lines.last.map { Array($0.text) } == Array("end".utf8))
  }

  @Test func `a binary patch is decoded from base 85 and knows its way back`() throws {
    let oracle = try GitOracle()
    let content = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }
    let patch = try oracle.diff(
      [:], [TreePath("bin"): FileVersion([0] + content)], options: ["--binary"])
    let file = try #require(FileDiff.parse(patch: patch).first)
    guard case .patch(let forward, let reverse?) = file.binary else {
      Issue.record("no binary patch: \(file)")
      return
    }
    #expect(forward.method == .literal && forward.inflatedSize == 301)
    #expect(forward.deflated.first == 0x78, "a zlib stream")
    #expect(reverse.inflatedSize == 0)
  }

  @Test func `a corrupt hunk says where and what is missing`() {
    let text = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n*\n"
    let error = #expect(throws: DiffError.self) {
      _ = try FileDiff.parse(patch: Array(text.utf8))
    }
    #expect(error?.line == 7)
    #expect(
      error?.reason
        == .corruptHunk(oldLinesMissing: 1, newLinesMissing: 2, found: Array("*\n".utf8)))
    #expect(error?.description.hasPrefix("corrupt patch at line 7") == true)
  }

  @Test(arguments: Trap.all + Trap.names + Trap.wholeFiles)
  func `the line of a corrupt patch is the one git names`(trap: Trap) throws {
    let oracle = try GitOracle()
    let output = try oracle.run(["apply", "--numstat"], input: Array(trap.patch.utf8))
    guard let range = output.errors.range(of: "corrupt patch at line ") else { return }
    let line = Int(output.errors[range.upperBound...].prefix(while: \.isNumber))
    let error = #expect(throws: DiffError.self) {
      _ = try FileDiff.parse(patch: Array(trap.patch.utf8))
    }
    #expect(error?.line == line)
  }

  @Test func `random damage never crashes parser, applier or patch-id`() {
    var random = SeededRandom(seed: 7)
    let seeds = (Trap.all + Trap.names + Trap.wholeFiles).map { Array($0.patch.utf8) }
    for _ in 0..<4000 {
      var bytes = seeds.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2:
          bytes.insert(Array("0,9 -+@\n\"\\/".utf8).randomElement(using: &random) ?? 0, at: index)
        default: bytes.removeSubrange(index..<min(bytes.count, index + 9))
        }
      }
      var files = MemoryTree(tree(["f": numbers(1...20), "a file": "a\n", "d/f": "a\n"]))
      if let diffs = try? FileDiff.parse(patch: bytes) {
        let outcome = TreePatcher.apply(diffs, to: &files, minimumContext: 1)
        #expect(outcome.isApplied || outcome.updates.isEmpty)
        #expect(HollowSeries(replaying: [diffs, diffs]).stages.count == 2)
      }
      _ = PatchID.stable(of: bytes)
    }
  }

  @Test func `random bytes never crash the parser`() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2000 {
      let size = Int.random(in: 0...200, using: &random)
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect((try? FileDiff.parse(patch: bytes))?.isEmpty ?? true)
    }
  }
}
