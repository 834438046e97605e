import Bytes
import PatchDiff
import TestSupport
import Testing

@Suite struct PatchIDTests {
  @Test(arguments: Trap.all + Trap.names + Trap.wholeFiles)
  func `the id is that of git patch-id for every trap`(trap: Trap) throws {
    try compare(Array(trap.patch.utf8))
  }

  @Test(arguments: 1...4)
  func `the id is that of git patch-id for random diffs`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) &+ 100)
    let oracle = try GitOracle()
    for _ in 0..<10 {
      var old = RandomFiles.make(using: &random)
      var new = RandomFiles.edited(old, edits: 8, using: &random)
      old[TreePath("bin")] = FileVersion([0, 1, 2, UInt8(truncatingIfNeeded: seed)])
      new[TreePath("bin")] = FileVersion([0, 3, 2, UInt8.random(in: 0...255, using: &random)])
      let option = random.chance(50) ? "--binary" : "--full-index"
      let patch = try oracle.diff(old, new, options: [option, "-M"])
      try compare(Array("Notes\n---\n bin | 2 +-\n\n".utf8) + patch + Array("-- \n2.39.5\n\n".utf8))
    }
  }

  @Test func `two changes in one text give the id of the first`() throws {
    let diff = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"
    let id = String(repeating: "ab", count: 20)
    try compare(Array("\(diff)-- \nsignature\n\ncommit \(id)\n\n\(diff)\(diff)".utf8))
    try compare(Array("commit \(id)\nAuthor: x\n\n\(diff)".utf8))
  }

  @Test func `white space does not change the id`() {
    let diff = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b"
    let plain = PatchID.stable(of: Array("\(diff)\n".utf8))
    #expect(plain != nil)
    #expect(plain == PatchID.stable(of: Array("\(diff) \t\n".utf8)))
  }

  private func compare(_ text: [UInt8]) throws {
    let oracle = try GitOracle()
    let line = try oracle.run(["patch-id", "--stable"], input: text).text
    let expected = line.split(separator: " ").first.map(String.init)
    #expect(PatchID.stable(of: text)?.description == expected)
  }
}

@Suite struct SHA1Tests {
  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 1000])
  func `a blob's id is git's`(size: Int) throws {
    let oracle = try GitOracle()
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let expected = try oracle.run(["hash-object", "--stdin"], input: content).text
    #expect(SHA1.blobOid(of: content) + "\n" == expected)
  }
}
