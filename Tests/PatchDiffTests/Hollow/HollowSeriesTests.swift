import PatchDiff
import TestSupport
import Testing

@Suite struct HollowSeriesTests {
  private func patch(_ body: String, file: String = "f") throws -> [FileDiff] {
    try FileDiff.parse(
      patch: Array("diff --git a/\(file) b/\(file)\n--- a/\(file)\n+++ b/\(file)\n\(body)".utf8))
  }

  @Test(arguments: 1...6)
  func `a series that git made contradicts itself nowhere, and what it shows is true`(
    seed: Int
  ) throws {
    var random = SeededRandom(seed: UInt64(seed) &+ 500)
    let oracle = try GitOracle()
    for _ in 0..<5 {
      var states = [RandomFiles.make(using: &random)]
      var patches: [[FileDiff]] = []
      for _ in 0..<6 {
        let old = states[states.count - 1]
        let new = RandomFiles.edited(old, edits: 4, using: &random)
        let patch = try oracle.diff(old, new, options: ["-M", "--full-index"])
        patches.append(try FileDiff.parse(patch: patch))
        states.append(new)
      }
      let series = HollowSeries(replaying: patches)
      #expect(series.stages.flatMap(\.conflicts).isEmpty)
      #expect(series.stages.flatMap(\.hunks).allSatisfy { $0.offset == 0 })
      for (path, lines) in series.base {
        let real = states[0][path].map { Self.lines($0.image.bytes) } ?? []
        for (number, content) in lines {
          #expect(real.indices.contains(number - 1) && real[number - 1] == Array(content))
        }
      }
      for (stage, state) in zip(series.stages, states.dropFirst()) {
        for (path, file) in stage.files {
          try Self.check(file, against: state[path])
        }
      }
    }
  }

  private static func check(_ file: HollowFile?, against real: FileVersion?) throws {
    guard let file, let real else {
      #expect(file == nil && real == nil)
      return
    }
    let lines = lines(real.image.bytes)
    var position = 0
    for piece in file.pieces {
      switch piece {
      case .unknown(let count): position += count ?? max(0, lines.count - position)
      case .known(let line):
        #expect(position < lines.count && lines[position] == Array(line.content))
        position += 1
      }
    }
    #expect(position == lines.count)
  }

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 10).map { $0 + 1 } ?? rest.endIndex
      lines.append(Array(rest[..<end]))
      rest = rest[end...]
    }
    return lines
  }

  @Test func `a patch that contradicts an earlier one names it`() throws {
    let series = HollowSeries(replaying: [
      try patch("@@ -5,3 +5,3 @@\n five\n-six\n+SIX\n seven\n"),
      try patch("@@ -20,3 +20,3 @@\n x\n-y\n+z\n x\n"),
      try patch("@@ -5,3 +5,3 @@\n five\n-six\n+sechs\n seven\n"),
    ])
    let conflict = try #require(series.stages[2].conflicts.first)
    #expect(series.stages[0].conflicts.isEmpty && series.stages[1].conflicts.isEmpty)
    #expect(conflict.patch == 2 && conflict.line == 6 && conflict.hunkIndex == 0)
    #expect(conflict.origin == .patch(0))
    #expect(conflict.expected == Array("six\n".utf8) && conflict.found == Array("SIX\n".utf8))
  }

  @Test func `a line of the base that two patches see differently names the first to show it`()
    throws
  {
    let series = HollowSeries(replaying: [
      try patch("@@ -5,3 +5,3 @@\n five\n-six\n+SIX\n seven\n"),
      try patch("@@ -7,3 +7,3 @@\n sieben\n-eight\n+EIGHT\n nine\n"),
    ])
    let conflict = try #require(series.stages[1].conflicts.first)
    #expect(conflict.line == 7 && conflict.origin == .base(shownBy: 0))
  }

  @Test func `one fault is told once`() throws {
    let series = HollowSeries(replaying: [
      try patch("@@ -5,3 +5,3 @@\n five\n-six\n+SIX\n seven\n"),
      try patch("@@ -5,3 +5,3 @@\n five\n-six\n+sechs\n seven\n"),
      try patch("@@ -5,3 +5,3 @@\n five\n-sechs\n+siz\n seven\n"),
    ])
    #expect(series.stages.map(\.conflicts.count) == [0, 1, 0])
  }

  @Test func `a drifted hunk finds known lines elsewhere`() throws {
    let series = HollowSeries(replaying: [
      try patch("@@ -5,3 +5,3 @@\n five\n-six\n+SIX\n seven\n"),
      try patch("@@ -6,3 +6,3 @@\n five\n-SIX\n+six\n seven\n"),
    ])
    #expect(series.stages.flatMap(\.conflicts).isEmpty)
    #expect(series.stages[1].hunks.map(\.offset) == [-1])
    #expect(series.stages[1].hunks.map(\.line) == [5])
  }

  @Test func `a file that an earlier patch deleted cannot be changed`() throws {
    let deletion = Array(
      "diff --git a/f b/f\ndeleted file mode 100644\n--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
        .utf8)
    let series = HollowSeries(replaying: [
      try FileDiff.parse(patch: deletion), try patch("@@ -1 +1 @@\n-a\n+b\n"),
    ])
    #expect(series.stages[1].conflicts.map(\.reason) == [.fileMissing(since: 0)])
  }

  @Test func `a file that is known cannot be made, nor grow beyond a known end`() throws {
    let creation = Array(
      "diff --git a/f b/f\nnew file mode 100644\n--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n"
        .utf8)
    let series = HollowSeries(replaying: [
      try FileDiff.parse(patch: creation), try FileDiff.parse(patch: creation),
      try patch("@@ -2,3 +2,3 @@\n b\n-c\n+d\n e\n"),
    ])
    #expect(series.stages[1].conflicts.map(\.reason) == [.fileExists])
    #expect(series.stages[2].conflicts.map(\.reason) == [.beyondEnd])
  }
}
