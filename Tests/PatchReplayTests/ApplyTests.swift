import Foundation
import Testing

/// `apply` against `git am`, and what it leaves behind.
struct ApplyTests {
  struct Ours {
    var commits: [String]
    var trees: [String]
    var document: [String: Any]
    var finished: Finished
  }

  func apply(_ name: String, _ repository: URL, _ options: [String] = []) throws -> Ours {
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path,
      ["apply", Tools.fixture(name), "--repo", repository.path, "--json"] + options)
    let document = try finished.json()
    let patches = try #require(document["patches"] as? [[String: Any]])
    return Ours(
      commits: patches.compactMap { $0["commit"] as? String },
      trees: patches.compactMap { $0["tree"] as? String }, document: document,
      finished: finished)
  }

  @Test(arguments: [
    ("fuse-dio-v2.mbox", []), ("fuse-dio-v1.mbox", []), ("fuse-dio-v2.mbox", ["--signoff"]),
    ("fuse-dio-v2.mbox", ["--message-id"]),
    ("fuse-dio-v2-list-copy.mbox", [String]()),
  ])
  func `commits and trees are those of git am`(name: String, options: [String]) throws {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    let ours = try apply(name, repository, options)
    #expect(ours.finished.status == 0)
    #expect(ours.document["complete"] as? Bool == true)
    let base = try Tools.git("rev-parse", "HEAD", in: repository)
    let isCopy = name.contains("list-copy")
    let finished = try Tools.run(
      "git",
      ["am", "-q", "--empty=drop", "--committer-date-is-author-date"]
        + (isCopy ? ["--patch-format=mboxrd"] : []) + options + [Tools.fixture(name)],
      in: repository)
    try #require(finished.status == 0, "\(finished.errors)")
    let log = try Tools.git("log", "--reverse", "--format=%H %T", "\(base)..HEAD", in: repository)
    let theirs = log.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(ours.commits == theirs.map { $0[0] })
    #expect(ours.trees == theirs.map { $0[1] })
  }

  @Test func `a branch moves once and a dry run writes nothing`() throws {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    func objects() throws -> String {
      try Tools.git("count-objects", "-v", in: repository)
    }
    let before = try objects()
    let dry = try apply("fuse-dio-v2.mbox", repository, ["--dry-run", "--branch", "topic"])
    #expect(dry.commits.count == 11)
    #expect(try objects() == before)
    let told = try Tools.patchReplay(
      "apply", Tools.fixture("fuse-dio-v2.mbox"), "--repo", repository.path, "--dry-run")
    #expect(told.text.hasSuffix("\nnothing was written\n"), "\(told.text)")
    #expect(try objects() == before)
    #expect(try Tools.git("branch", "--format=%(refname:short)", in: repository) == "main")
    let kept = try apply("fuse-dio-v2.mbox", repository, ["--branch", "topic"])
    #expect(kept.commits == dry.commits)
    #expect(try Tools.git("rev-parse", "topic", in: repository) == dry.commits.last)
    #expect(try Tools.git("fsck", "--strict", in: repository).isEmpty)
  }

  @Test func `a patch that does not apply stops the series and says where`() throws {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    let before = try Tools.git("count-objects", "-v", in: repository)
    let ours = try apply("broken/does-not-apply.mbox", repository, ["--branch", "topic"])
    #expect(ours.finished.status == 1)
    #expect(ours.finished.errors.contains("patch 2 does not apply: fs/fuse/dev.c:"))
    let patches = try #require(ours.document["patches"] as? [[String: Any]])
    #expect(patches.compactMap { $0["status"] as? String } == ["applied", "conflict", "skipped"])
    let rejects = try #require(patches[1]["rejects"] as? [[String: Any]])
    #expect(rejects.map { $0["path"] as? String } == ["fs/fuse/dev.c", "fs/fuse/fuse_i.h"])
    #expect((rejects.last?["expected"] as? String)?.contains("requests_refused;") == true)
    #expect((rejects.last?["found"] as? String)?.contains("requests_refused;") == false)
    #expect(try Tools.git("count-objects", "-v", in: repository) == before)
    #expect(try Tools.git("branch", "--format=%(refname:short)", in: repository) == "main")
  }

  /// A repository whose last commit is on a file with carriage returns, and its mail.
  private func returns(in scratch: borrowing Scratch) throws -> (mail: String, repository: URL) {
    let repository = try Tools.makeRepository(in: scratch)
    for text in ["one\r\ntwo\r\n", "one\r\ntwo\r\nthree\r\n"] {
      try text.write(
        to: repository.appendingPathComponent("dos"), atomically: true, encoding: .utf8)
      try Tools.git("add", "-A", in: repository)
      try Tools.git("commit", "-qm", "dos: lines", in: repository)
    }
    let mail = try scratch.file(
      "dos.mbox", try Tools.git("format-patch", "--stdout", "-1", in: repository) + "\n")
    return (mail, repository)
  }

  @Test func `carriage returns that the mail lost are seen, and the option that keeps them`()
    throws
  {
    let scratch = try Scratch()
    let (mail, repository) = try returns(in: scratch)
    let lost = try Tools.patchReplay(
      "apply", mail, "--repo", repository.path, "--base", "main~1")
    #expect(lost.status == 1)
    #expect(lost.errors.contains("--keep-cr keeps those of the mail"), "\(lost.errors)")
    #expect(
      lost.text.hasSuffix(
        """
                 expected:
                   one
                   two
                 found:
                   one^M
                   two^M
        nothing was written

        """), "\(lost.text)")
    #expect(!(lost.text + lost.errors).contains("\u{FFFD}"))
    let kept = try Tools.patchReplay(
      "apply", mail, "--repo", repository.path, "--base", "main~1", "--keep-cr")
    #expect(kept.status == 0, "\(kept.errors)")
  }

  @Test func `carriage returns that the file does not have are told too`() throws {
    let scratch = try Scratch()
    let (mail, repository) = try returns(in: scratch)
    try "one\ntwo\n".write(
      to: repository.appendingPathComponent("dos"), atomically: true, encoding: .utf8)
    try Tools.git("commit", "-qam", "dos: no returns", in: repository)
    let kept = try Tools.patchReplay("apply", mail, "--repo", repository.path, "--keep-cr")
    #expect(kept.errors.contains("without --keep-cr they are dropped"), "\(kept.errors)")
    #expect(try Tools.patchReplay("apply", mail, "--repo", repository.path).status == 0)
  }

  @Test func `a branch is refused in words, without a name of the program's insides`() throws {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    let mail = Tools.fixture("fuse-dio-v2.mbox")
    for branch in ["main", "a..b"] {
      for options in [[], ["--dry-run"]] {
        let refused = try Tools.run(
          Tools.products.appendingPathComponent("patch-replay").path,
          ["apply", mail, "--repo", repository.path, "--branch", branch] + options)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("branch") && !refused.errors.contains("("), "\(refused)")
      }
    }
  }

  @Test func `a series that the branch holds already is told, and what moves the branch back does`()
    throws
  {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    func apply(_ mail: String) throws -> Finished {
      try Tools.patchReplay(
        "apply", Tools.fixture(mail), "--repo", repository.path, "--branch", "topic")
    }
    #expect(try apply("fuse-dio-v2.mbox").status == 0)
    let again = try apply("fuse-dio-v2.mbox")
    #expect(again.status == 64)
    #expect(
      again.errors.contains("topic: the branch holds this very series already"), "\(again.errors)")
    let other = try apply("fuse-dio-v1.mbox")
    #expect(other.errors.contains("the branch holds commits that the series does not build on"))
    let way = try #require(other.errors.firstRange(of: "git branch -f topic "))
    let words = other.errors[way.lowerBound...].split(whereSeparator: \.isWhitespace)
    let moved = try Tools.run("git", words.dropFirst().map(String.init), in: repository)
    #expect(moved.status == 0, "\(moved.errors)")
    #expect(try apply("fuse-dio-v1.mbox").status == 0)
  }
}
