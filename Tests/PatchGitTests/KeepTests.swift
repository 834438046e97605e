import Foundation
import PatchDiff
import PatchGit
import TestSupport
import Testing

@Suite struct KeepTests {
  private func applied(
    _ oracle: borrowing GitOracle, _ body: (borrowing Repository, AppliedSeries) throws -> Void
  ) throws {
    let series = SampleSeries.all[0]
    let mbox = try oracle.send(series.commits)
    let patches = try oracle.patches(in: mbox)
    let repository = try Repository(path: oracle.directory.path)
    try body(
      repository,
      try repository.apply(
        patches, onto: try repository.base("base"),
        options: SeriesOptions(committer: GitOracle.committer)))
  }

  @Test func `applying writes nothing into the repository`() throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send(SampleSeries.all[0].commits)
    let patches = try oracle.patches(in: mbox)
    let before = try oracle.fingerprint()
    let repository = try Repository(path: oracle.directory.path)
    let series = try repository.apply(
      patches, onto: try repository.base("base"),
      options: SeriesOptions(committer: GitOracle.committer))
    #expect(series.isComplete)
    #expect(try oracle.fingerprint() == before)
  }

  @Test func `a kept series is a branch that git fsck finds whole, with one reflog entry`() throws {
    let oracle = try GitOracle()
    try applied(oracle) { repository, series in
      let tip = try repository.keep(
        series, branch: "topic/new", committer: GitOracle.committer, reason: "three patches")
      #expect(try oracle.run(["rev-parse", "topic/new"]).text == "\(tip)\n")
      let log = try oracle.run(["reflog", "show", "--format=%gn <%ge> %gs", "topic/new"]).text
      #expect(log == "C <c@example.com> three patches\n")
      let check = try oracle.run(["fsck", "--strict", "--full"])
      #expect(check.status == 0, "\(check.errors)")
      #expect(try oracle.run(["log", "--format=%s", "base..topic/new"]).text.contains("subject 3"))
    }
  }

  @Test func `a branch at the base advances, one elsewhere does not`() throws {
    let oracle = try GitOracle()
    try applied(oracle) { repository, series in
      try oracle.run(["branch", "at-base", "base"])
      try oracle.run(["branch", "elsewhere", "main"])
      _ = try repository.keep(
        series, branch: "at-base", committer: GitOracle.committer, reason: "r")
      let error = #expect(throws: GitError.self) {
        _ = try repository.keep(
          series, branch: "elsewhere", committer: GitOracle.committer, reason: "r")
      }
      #expect(error?.kind == .notFastForward)
    }
  }

  @Test func `a branch that is checked out or misnamed is refused`() throws {
    let oracle = try GitOracle()
    try applied(oracle) { repository, series in
      for (name, kind) in [("main", GitError.Kind.checkedOut), ("a..b", .invalidName)] {
        let error = #expect(throws: GitError.self) {
          _ = try repository.keep(
            series, branch: name, committer: GitOracle.committer, reason: "r")
        }
        #expect(error?.kind == kind)
      }
    }
  }

  @Test func `a bare repository takes a series, its own branch included`() throws {
    let source = try GitOracle()
    let mbox = try source.send(SampleSeries.all[0].commits)
    let patches = try source.patches(in: mbox)
    let expected = try source.am(mbox)
    try source.run(["clone", "-q", "--bare", "-b", "base", ".", ".git/bare"])
    let repository = try Repository(path: source.directory.appendingPathComponent(".git/bare").path)
    let isBare = repository.isBare
    #expect(isBare)
    let series = try repository.apply(
      patches, onto: try repository.base(),
      options: SeriesOptions(committer: GitOracle.committer))
    let tip = try repository.keep(
      series, branch: "base", committer: GitOracle.committer, reason: "r")
    #expect(tip.description == expected.commits.last)
  }

  @Test func `the committer comes from the configuration, committer before user`() throws {
    let oracle = try GitOracle()
    let repository = try Repository(path: oracle.directory.path)
    try oracle.run(["config", "user.name", "U"])
    try oracle.run(["config", "user.email", "u@example.com"])
    #expect(try repository.configuredCommitter() == Identity(name: "U", email: "u@example.com"))
    try oracle.run(["config", "committer.name", "K"])
    #expect(try repository.configuredCommitter()?.name == Array("K".utf8))
  }

  @Test func `a missing repository and a missing revision say so`() throws {
    let oracle = try GitOracle()
    let missing = #expect(throws: GitError.self) {
      let path = FileManager.default.temporaryDirectory.path + "/patch-replay-nowhere"
      _ = try Repository(path: path)
    }
    #expect(missing?.kind == .notFound)
    try oracle.commit(SampleCommit(message: "m\n", files: [:]))
    let repository = try Repository(path: oracle.directory.path)
    let revision = #expect(throws: GitError.self) { _ = try repository.base("v9") }
    #expect(revision?.kind == .notFound)
    #expect(revision?.subject == "v9")
  }
}
