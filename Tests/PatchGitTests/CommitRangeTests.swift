import Foundation
import PatchGit
import TestSupport
import Testing

struct CommitRangeTests {
  private func commit(_ message: String, _ oracle: borrowing GitOracle) throws {
    try oracle.run(["commit", "-q", "--allow-empty", "-m", message])
  }

  @Test func `a branch's commits are listed as git lists them, from where it left its base`() throws
  {
    let oracle = try GitOracle()
    try commit("one", oracle)
    try commit("two", oracle)
    try oracle.run(["checkout", "-q", "-b", "topic"])
    try commit("three\nis folded\n\nand has a body", oracle)
    try oracle.run(["checkout", "-q", "-b", "side"])
    try commit("side", oracle)
    try oracle.run(["checkout", "-q", "topic"])
    try commit("four", oracle)
    try oracle.run(["merge", "-q", "--no-ff", "-m", "merge side", "side"])
    try oracle.run(["checkout", "-q", "main"])
    try commit("main goes on", oracle)
    let repository = try Repository(path: oracle.directory.path)
    let (base, commits) = try repository.commits(from: "main", to: "topic")
    let expected = try oracle.run([
      "log", "--first-parent", "--reverse", "--format=%H %T %s", "main..topic",
    ]).text
    #expect(commits.map { "\($0.id) \($0.tree) \($0.subject)\n" }.joined() == expected)
    let parted = try oracle.run(["merge-base", "main", "topic"]).text
    #expect(base.commit.map { "\($0)\n" } == parted)
  }

  @Test func `a range without commits is empty, and an unknown name is an error`() throws {
    let oracle = try GitOracle()
    try commit("one", oracle)
    let repository = try Repository(path: oracle.directory.path)
    #expect(try repository.commits(from: "HEAD", to: "HEAD").commits.isEmpty)
    #expect(throws: GitError.self) { try repository.commits(from: "HEAD", to: "nowhere") }
  }
}
