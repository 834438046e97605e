import Foundation
import PatchDiff
import PatchGit
import TestSupport
import Testing

/// A patch made on one base that meets another.
struct ThreeWayCase: Sendable, CustomTestStringConvertible {
  let name: String
  let base: [String: String]
  let patched: [String: String]
  /// The files the patch meets.
  let met: [String: String]
  var testDescription: String { name }

  private static let old = numbers(1...20)
  private static let new = numbers(1...20, changing: [10: "ten"])

  static let all = [
    ThreeWayCase(
      name: "context changed nearby", base: ["f": old], patched: ["f": new],
      met: ["f": numbers(1...20, changing: [13: "x"])]),
    ThreeWayCase(
      name: "the same line changed", base: ["f": old], patched: ["f": new],
      met: ["f": numbers(1...20, changing: [10: "x"])]),
    ThreeWayCase(name: "there already", base: ["f": old], patched: ["f": new], met: ["f": new]),
    ThreeWayCase(
      name: "there already, with more", base: ["f": old], patched: ["f": new],
      met: ["f": numbers(1...20, changing: [10: "ten", 18: "x"])]),
    ThreeWayCase(
      name: "a neighbour already", base: ["f": old, "g": old], patched: ["f": new, "g": new],
      met: ["f": new, "g": numbers(1...20, changing: [13: "x"])]),
    ThreeWayCase(
      name: "renamed and edited", base: ["f": old], patched: ["d/g": new],
      met: ["f": numbers(1...20, changing: [13: "x"])]),
    ThreeWayCase(
      name: "renamed onto a file", base: ["f": old], patched: ["g": new],
      met: ["f": numbers(1...20, changing: [13: "x"]), "g": "other\n"]),
    ThreeWayCase(
      name: "deleted, changed meanwhile", base: ["f": old, "z": "z\n"], patched: ["z": "z\n"],
      met: ["f": new, "z": "z\n"]),
    ThreeWayCase(
      name: "deleted, gone meanwhile", base: ["f": old, "z": "z\n"], patched: ["z": "z\n"],
      met: ["z": "z\n"]),
    ThreeWayCase(
      name: "changed, gone meanwhile", base: ["f": old, "z": "z\n"],
      patched: ["f": new, "z": "z\n"], met: ["z": "z\n"]),
    ThreeWayCase(
      name: "added twice, alike", base: ["z": "z\n"], patched: ["f": old, "z": "z\n"],
      met: ["f": old, "z": "z\n"]),
    ThreeWayCase(
      name: "added twice, unlike", base: ["z": "z\n"], patched: ["f": old, "z": "z\n"],
      met: ["f": new, "z": "z\n"]),
    ThreeWayCase(
      name: "made executable meanwhile", base: ["f": old], patched: ["f": new],
      met: ["f*": numbers(1...20, changing: [13: "x"])]),
    ThreeWayCase(
      name: "edits and adds under a file", base: ["f": old], patched: ["f": new, "d/x": "1\n"],
      met: ["f": numbers(1...20, changing: [13: "x"]), "d": "file\n"]),
  ]
}

@Suite struct ThreeWayTests {
  @Test(arguments: ThreeWayCase.all)
  func `what does not apply merges where git am -3 merges it`(_ sample: ThreeWayCase) throws {
    let oracle = try GitOracle()
    let follow = sample.patched.merging(["last": "x\n"]) { $1 }
    let mbox = try oracle.send(
      [sample.base, sample.patched, follow].map {
        SampleCommit(message: "subject\n", files: tree($0))
      }, options: ["-M"])
    let patches = try oracle.patches(in: mbox)
    try oracle.run(["checkout", "-q", "-f", "-B", "met", "base"])
    try oracle.commit(SampleCommit(message: "met\n", files: tree(sample.met)))
    let expected = try oracle.am(mbox, onto: "met", options: ["-3"])
    let repository = try Repository(path: oracle.directory.path)
    let applied = try repository.apply(
      patches, onto: try repository.base("met"),
      options: SeriesOptions(committer: GitOracle.committer, mergesThreeWay: true))
    #expect(applied.isComplete == (expected.status == 0))
    #expect(applied.stages.compactMap(\.commit).map(\.description) == expected.commits)
    #expect(!applied.isComplete || applied.stages[0].isMerged)
  }

  @Test(arguments: 1...6)
  func `random drift merges as git am -3 merges it`(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let oracle = try GitOracle()
    func changes(_ count: Int) -> [Int: String] {
      var result: [Int: String] = [:]
      for _ in 0..<count {
        let line = Int.random(in: 1...40, using: &random)
        result[line] = random.chance(30) ? "\(line)\nadded" : "edit \(line % 3)"
      }
      return result
    }
    let old = numbers(1...40)
    let mbox = try oracle.send(
      [old, numbers(1...40, changing: changes(3))].map {
        SampleCommit(message: "subject\n", files: tree(["f": $0]))
      })
    let patches = try oracle.patches(in: mbox)
    for round in 0..<8 {
      try oracle.run(["checkout", "-q", "-f", "-B", "met", "base"])
      let met = tree(["f": numbers(1...40, changing: changes(3))])
      try oracle.commit(SampleCommit(message: "met\n", files: met))
      let expected = try oracle.am(mbox, onto: "met", options: ["-3"])
      let repository = try Repository(path: oracle.directory.path)
      let applied = try repository.apply(
        patches, onto: try repository.base("met"),
        options: SeriesOptions(committer: GitOracle.committer, mergesThreeWay: true))
      #expect(applied.isComplete == (expected.status == 0), "round \(round)")
      #expect(
        applied.stages.compactMap(\.commit).map(\.description) == expected.commits,
        "round \(round)")
    }
  }

  @Test func `a base blob that nobody has leaves the conflict as it was`() throws {
    let oracle = try GitOracle()
    let sample = ThreeWayCase.all[0]
    let mbox = try oracle.send(
      [sample.base, sample.patched].map { SampleCommit(message: "subject\n", files: tree($0)) })
    let patches = try oracle.patches(in: mbox)
    let other = try GitOracle()
    try other.commit(SampleCommit(message: "met\n", files: tree(sample.met)))
    let repository = try Repository(path: other.directory.path)
    let applied = try repository.apply(
      patches, onto: try repository.base(),
      options: SeriesOptions(committer: GitOracle.committer, mergesThreeWay: true))
    #expect(applied.stages[0].status == .conflict)
    #expect(!applied.stages[0].rejects.isEmpty)
  }
}
