import Foundation
import PatchDiff
import PatchGit
import TestSupport
import Testing

@Suite struct SpecialEntriesTests {
  private let first = String(repeating: "1", count: 40)
  private let second = String(repeating: "2", count: 40)

  @Test func `a submodule is added, moved and removed as by git am`() throws {
    let oracle = try GitOracle()
    try oracle.commit(SampleCommit(message: "base\n", files: tree(["a": "1\n"])))
    try oracle.run(["branch", "base"])
    for arguments in [
      ["--add", "--cacheinfo", "160000,\(first),sub"], ["--cacheinfo", "160000,\(second),sub"],
      ["--force-remove", "sub"],
    ] {
      try oracle.run(["update-index"] + arguments)
      try oracle.run(["commit", "-q", "-m", "submodule"])
    }
    let mbox = try oracle.run(["format-patch", "--stdout", "base..main"]).bytes
    let expected = try oracle.run(["log", "--reverse", "--format=%T", "base..main"]).text
    let repository = try Repository(path: oracle.directory.path)
    let applied = try repository.apply(
      try oracle.patches(in: mbox), onto: try repository.base("base"),
      options: SeriesOptions(committer: GitOracle.committer))
    #expect(applied.stages.compactMap(\.tree).map { "\($0)\n" }.joined() == expected)
    #expect(applied.stages.count == 3)
  }

  @Test func `a binary file is deleted, or changed into one the repository has`() throws {
    let oracle = try GitOracle()
    var files = tree(["a": "1\n"])
    var commits: [SampleCommit] = []
    for content: [UInt8]? in [[0, 1], [0, 2, 3], nil] {
      files[TreePath("bin")] = content.map { FileVersion($0) }
      commits.append(SampleCommit(message: "binary\n", files: files))
    }
    let mbox = try oracle.send(commits, options: ["--binary"])
    let expected = try oracle.am(mbox)
    let repository = try Repository(path: oracle.directory.path)
    let applied = try repository.apply(
      try oracle.patches(in: mbox), onto: try repository.base("base"),
      options: SeriesOptions(committer: GitOracle.committer))
    #expect(applied.stages.compactMap(\.commit).map(\.description) == expected.commits)
    #expect(applied.stages.count == 2)
  }

  @Test func `binary content that only the patch has becomes the sender's blob`() throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send(
      [
        SampleCommit(message: "base\n", files: tree(["a": "1\n"])),
        SampleCommit(message: "binary\n", files: [TreePath("bin"): FileVersion([0, 7, 7])]),
      ], options: ["--binary"])
    let patches = try oracle.patches(in: mbox)
    let expected = try oracle.am(mbox)
    let other = try GitOracle()
    try other.run(["fetch", "-q", oracle.directory.path, "base:base"])
    let repository = try Repository(path: other.directory.path)
    let applied = try repository.apply(
      patches, onto: try repository.base("base"),
      options: SeriesOptions(committer: GitOracle.committer))
    #expect(applied.stages.compactMap(\.commit).map(\.description) == expected.commits)
    #expect(applied.isComplete)
  }
}
