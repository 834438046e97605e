import PatchDiff
import TestSupport
import Testing

@Suite struct TreePatcherRandomTests {
  @Test(arguments: 1...8)
  func `random patches on drifted files fare as under git apply`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let oracle = try GitOracle()
    var applied = 0
    let rounds = 45
    for round in 0..<rounds {
      let old = RandomFiles.make(using: &random)
      let new = RandomFiles.edited(old, edits: 6, using: &random)
      let drifted = random.chance(20) ? old : RandomFiles.edited(old, edits: 2, using: &random)
      let context = Int.random(in: 0...4, using: &random)
      var options = ["-U\(context)", "--full-index"]
      if random.chance(50) { options.append("-M") }
      if random.chance(20) { options += ["-C", "--find-copies-harder"] }
      let patch = try oracle.diff(old, new, options: options)
      let minimum = random.chance(30) ? Int.random(in: 0...2, using: &random) : nil
      let expected = try oracle.apply(
        patch, to: drifted, options: minimum.map { ["-C\($0)"] } ?? [])
      guard !patch.isEmpty else { continue }
      var result = MemoryTree(drifted)
      let files = try FileDiff.parse(patch: patch)
      let outcome = TreePatcher.apply(files, to: &result, minimumContext: minimum)
      result.apply(outcome.updates)
      let text = String(decoding: patch, as: UTF8.self)
      #expect(
        outcome.isApplied == (expected != nil),
        "round \(round), -C \(String(describing: minimum)), \(outcome.rejects)\n\(text)")
      if let expected, outcome.isApplied {
        applied += 1
        #expect(result.files == expected, "round \(round)\n\(text)")
      }
    }
    #expect(applied > rounds / 10, "the patches must not all fail")
    #expect(applied < rounds, "the patches must not all apply")
  }
}

/// Small files that repeat themselves, and edits to them.
enum RandomFiles {
  static func make(using random: inout SeededRandom) -> [TreePath: FileVersion] {
    var files: [String: String] = [:]
    for name in ["a", "dir/b c", "dir/ü", "e"] where random.chance(70) {
      let alphabet = random.chance(30) ? 3 : 40
      let count = Int.random(in: 0...40, using: &random)
      let lines = (0..<count).map { _ in line(alphabet, using: &random) }
      files[name] = lines.joined(separator: "\n") + (random.chance(85) ? "\n" : "")
    }
    return tree(files)
  }

  private static func line(_ alphabet: Int, using random: inout SeededRandom) -> String {
    let word = "line \(Int.random(in: 0..<alphabet, using: &random))"
    return random.chance(5) ? word + "\r" : random.chance(8) ? "" : word
  }

  static func edited(
    _ files: [TreePath: FileVersion], edits: Int, using random: inout SeededRandom
  ) -> [TreePath: FileVersion] {
    var result = files
    for (path, file) in files.sorted(by: { "\($0.key)" < "\($1.key)" }) where random.chance(60) {
      var lines = String(decoding: file.image.bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for _ in 0..<Int.random(in: 0...edits, using: &random) {
        let index = Int.random(in: 0..<lines.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: lines[index] = line(20, using: &random)
        case 1: lines.insert(line(20, using: &random), at: index)
        default: if lines.count > 1 { lines.remove(at: index) }
        }
      }
      let bytes = Array(lines.joined(separator: "\n").utf8)
      let mode: FileMode = random.chance(10) ? .executable : file.mode
      result[path] = FileVersion(bytes, mode: mode)
      if random.chance(12) { result[TreePath("moved/\(path)")] = result.removeValue(forKey: path) }
      if random.chance(6) { result[path] = nil }
      if random.chance(6) { result[TreePath("copy of \(path.name.count)")] = file }
    }
    return result
  }
}
