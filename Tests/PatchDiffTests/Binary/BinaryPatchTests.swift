import Bytes
import TestSupport
import Testing

@testable import PatchDiff

@Suite struct BinaryPatchTests {
  /// Bytes that deflate badly, well, or not at all, so that every kind of block occurs.
  private static func content(_ kind: Int, using random: inout SeededRandom) -> [UInt8] {
    let count = Int.random(in: 1...60_000, using: &random)
    let alphabet: UInt8 = [255, 3, 60, 0][kind % 4]
    return [0] + (0..<count).map { _ in UInt8.random(in: 0...alphabet, using: &random) }
  }

  private static func edited(_ bytes: [UInt8], using random: inout SeededRandom) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let at = Int.random(in: 0..<result.count, using: &random)
      result.insert(contentsOf: [UInt8(at & 255), 1, 2], at: at)
      result.remove(at: Int.random(in: 0..<result.count, using: &random))
    }
    return result
  }

  @Test(arguments: 1...16)
  func `binary content, literal or delta, is what git apply makes`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let oracle = try GitOracle()
    let before = Self.content(seed, using: &random)
    let base = [TreePath("kept"): FileVersion(before), TreePath("gone"): FileVersion(before)]
    let after = [
      TreePath("kept"): FileVersion(Self.edited(before, using: &random)),
      TreePath("made"): FileVersion(Self.content(seed / 4, using: &random)),
    ]
    let patch = try oracle.diff(base, after, options: ["--binary", "--no-renames"])
    var result = MemoryTree(base)
    let outcome = TreePatcher.apply(try FileDiff.parse(patch: patch), to: &result)
    result.apply(outcome.updates)
    #expect(outcome.rejects.isEmpty)
    #expect(result.files == after)
  }

  @Test(arguments: 1...8)
  func `damaged binary patches are refused where git refuses them`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let maker = try GitOracle()
    let before = Array(Self.content(seed, using: &random).prefix(600))
    let base = [TreePath("f"): FileVersion(before)]
    let after = [TreePath("f"): FileVersion(Self.edited(before, using: &random))]
    let patch = try maker.diff(base, after, options: ["--binary"])
    var refused = 0
    for round in 0..<25 {
      // A repository of its own, lest git takes the result from its objects.
      let oracle = try GitOracle()
      var damaged = patch
      let at = Int.random(in: damaged.count / 4..<damaged.count, using: &random)
      damaged[at] = damaged[at] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      let expected = try oracle.apply(damaged, to: base)
      var result = MemoryTree(base)
      let files = (try? FileDiff.parse(patch: damaged)) ?? []
      let outcome = TreePatcher.apply(files, to: &result)
      result.apply(outcome.updates)
      let isApplied = !files.isEmpty && outcome.isApplied
      #expect(isApplied == (expected != nil), "round \(round) at \(at): \(outcome.rejects)")
      if let expected { #expect(result.files == expected) } else { refused += 1 }
    }
    #expect(refused > 0)
  }

  @Test func `what is wrong with binary data is told`() throws {
    let packed = try Zlib.deflate(Array("contents".utf8))
    func fault(
      _ data: [UInt8], announcing size: Int, _ method: BinaryHunk.Method = .literal
    ) -> BinaryFault? {
      let hunk = BinaryHunk(method: method, inflatedSize: size, deflated: data)
      do throws(BinaryFault) {
        _ = try InflatedHunk(hunk).content(from: [1, 2, 3])
        return nil
      } catch {
        return error
      }
    }
    #expect(fault(packed, announcing: 8) == nil)
    for size in [9, 1_000_000] {
      #expect(fault(packed, announcing: size) == .otherSize(announced: size))
    }
    #expect(fault(packed, announcing: 8, .delta) == .deltaDiffers)
    guard case .notInflated(let larger) = fault(packed, announcing: 7),
      case .notInflated(let cut) = fault(Array(packed.dropLast(2)), announcing: 8)
    else {
      Issue.record("inflated")
      return
    }
    #expect(larger.reason == .tooLarge(sizeMaximum: 7))
    #expect(cut.reason == .truncated)
  }

  @Test func `a delta for another preimage names both`() throws {
    let oracle = try GitOracle()
    let base = [TreePath("f"): FileVersion([0, 1, 2, 3])]
    let after = [TreePath("f"): FileVersion([0, 1, 2, 4])]
    let patch = try oracle.diff(base, after, options: ["--binary"])
    var other = MemoryTree([TreePath("f"): FileVersion([0, 9])])
    let outcome = TreePatcher.apply(try FileDiff.parse(patch: patch), to: &other)
    let reason = try #require(outcome.rejects.first?.reason)
    guard case .binaryPreimageDiffers(let expected, let found) = reason else {
      Issue.record("\(reason)")
      return
    }
    #expect(expected != found)
  }
}
