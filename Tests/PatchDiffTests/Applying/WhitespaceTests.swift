import PatchDiff
import TestSupport
import Testing

@Suite struct WhitespaceTests {
  /// Lines with and without errors of every kind.
  private static let pieces = [
    "a", "b ", "c\t", "d\r", " \te", "\t f", "        \tg", "   \t  \th", "", " ", "\t", "  i", "j",
  ]

  @Test(arguments: 1...8)
  func `errors are mended or refused where git apply does`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let oracle = try GitOracle()
    var outcomes: [Bool] = []
    for round in 0..<25 {
      let old = (1...8).map { "\($0)" }
      var new = old
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
        new.insert(piece, at: Int.random(in: 0...new.count, using: &random))
      }
      let base = random.chance(20) ? [:] : tree(["f": old.joined(separator: "\n") + "\n"])
      let after = tree(["f": new.joined(separator: "\n") + (random.chance(80) ? "\n" : "")])
      let patch = try oracle.diff(base, after)
      let actions: [(String, WhitespaceAction)] = [
        ("warn", .keep), ("fix", .fix), ("error-all", .refuse),
      ]
      for (name, action) in actions {
        let expected = try oracle.apply(patch, to: base, options: ["--whitespace=\(name)"])
        var result = MemoryTree(base)
        let outcome = TreePatcher.apply(
          try FileDiff.parse(patch: patch), to: &result, whitespace: action)
        result.apply(outcome.updates)
        outcomes.append(outcome.isApplied)
        let text = String(decoding: patch, as: UTF8.self).debugDescription
        #expect(outcome.isApplied == (expected != nil), "round \(round) \(name) \(text)")
        if let expected { #expect(result.files == expected, "round \(round) \(name) \(text)") }
      }
    }
    #expect(outcomes.contains(true) && outcomes.contains(false))
  }
}
