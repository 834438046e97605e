import Foundation
import Testing

/// Files that a shell glob names, as `git format-patch` writes them, in the place of one mailbox.
struct SeveralFilesTests {
  /// The first patches of the fixture as files, beside the repository that they are for.
  private struct Sheaf: ~Copyable {
    let scratch: Scratch
    let repository: URL
    let files: [String]

    init(patches: Int = 3, options: [String] = []) throws {
      let scratch = try Scratch()
      let repository = try Tools.makeRepository(in: scratch)
      try Tools.git("checkout", "-q", "-b", "topic", in: repository)
      try Tools.git(
        "am", "-q", "--empty=drop", "--committer-date-is-author-date",
        Tools.fixture("fuse-dio-v2.mbox"), in: repository)
      try Tools.git("reset", "-q", "--hard", "topic~\(11 - patches)", in: repository)
      let folder = scratch.url.appendingPathComponent("sheaf")
      let written = try Tools.run(
        "git", ["format-patch", "-o", folder.path] + options + ["main..topic"], in: repository)
      try #require(written.status == 0, "\(written.errors)")
      files = written.text.split(separator: "\n").map(String.init)
      self.repository = repository
      self.scratch = scratch
    }

    /// The commits that git made of the mails.
    func commits() throws -> [String] {
      try Tools.git("log", "--reverse", "--format=%H", "main..topic", in: repository)
        .split(separator: "\n").map(String.init)
    }

    /// Applies files to the commit before the series.
    func apply(_ files: [String]) throws -> Finished {
      try Tools.run(
        Tools.products.appendingPathComponent("patch-replay").path,
        ["apply"] + files + ["--repo", repository.path, "--base", "main", "--json"])
    }
  }

  private func commits(_ finished: Finished) throws -> [String] {
    let patches = try #require(try finished.json()["patches"] as? [[String: Any]])
    return patches.compactMap { $0["commit"] as? String }
  }

  @Test(arguments: [[], ["--cover-letter"], ["--thread"], ["--no-numbered"]])
  func `the files of git format-patch give the commits of git am`(options: [String]) throws {
    let sheaf = try Sheaf(options: options)
    try #require(sheaf.files.count == (options == ["--cover-letter"] ? 4 : 3))
    let finished = try sheaf.apply(sheaf.files)
    #expect(finished.status == 0)
    #expect(finished.errors.isEmpty, "\(finished.errors)")
    #expect(try commits(finished) == sheaf.commits())
  }

  @Test func `files in another order are taken by their numbers, which a note tells`() throws {
    let sheaf = try Sheaf()
    let finished = try sheaf.apply(sheaf.files.reversed())
    #expect(finished.status == 0)
    #expect(try commits(finished) == sheaf.commits())
    let notes = finished.errors.split(separator: "\n")
    #expect(notes.count == 1, "\(finished.errors)")
    #expect(
      notes.first?.hasPrefix("note: the files are not in the order of the series") == true)
    #expect(notes.first?.contains("\(sheaf.files[1]) holds patch 2") == true)
  }

  @Test func `a file that is missing among several is told, with how many there are`() throws {
    let sheaf = try Sheaf()
    let finished = try sheaf.apply(Array(sheaf.files.dropLast()))
    #expect(finished.status == 1)
    #expect(finished.errors.contains("2 of 3 patches are here"))
    #expect(finished.errors.contains("\(sheaf.files[0]) and 1 more"))
  }

  @Test(arguments: ["run", "replay", "apply", "inspect", "measure", "step"])
  func `standard input is no file among others`(command: String) throws {
    let required = [
      "apply": ["--repo", "."], "measure": ["--tree", ".", "--run", "true"],
    ]
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path,
      [command, "-", Tools.fixture("fuse-dio-v2.mbox")] + (required[command] ?? []))
    #expect(finished.status == 64)
    #expect(finished.errors.contains("Standard input"))
  }

  @Test func `every command that takes a mailbox takes its files`() throws {
    let sheaf = try Sheaf(patches: 2)
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let tree = Tools.fixture("fuse-mini")
    let inspected = try Tools.run(program, ["inspect"] + sheaf.files + ["--json"])
    #expect(inspected.status == 0)
    let series = try #require(try inspected.json()["series"] as? [[String: Any]])
    #expect(series.map { ($0["patches"] as? [Any])?.count } == [2])
    let out = sheaf.scratch.url.appendingPathComponent("out").path
    let short = ["--workload", "writev:2x4k", "--rounds", "1"]
    for command in [["run"], []] {
      let ran = try Tools.run(
        program, command + sheaf.files + ["--tree", tree, "--out", out] + short)
      #expect(ran.status == 0, "\(ran.errors)")
      #expect(ran.text.contains("2 of 2 patches"))
    }
    let replayed = try Tools.run(program, ["replay"] + sheaf.files + ["--json"] + short)
    #expect(replayed.status == 0, "\(replayed.errors)")
    let stepped = try Tools.run(
      program, ["step"] + sheaf.files + ["--plain", "--tree", tree], input: Data("quit\n".utf8))
    #expect(stepped.status == 0, "\(stepped.errors)")
    let measured = try Tools.run(
      program,
      ["measure"] + sheaf.files + [
        "--tree", tree, "--run", "true", "--rounds", "1", "--out", out, "--cache", out + "/cache",
      ])
    #expect(measured.status == 0, "\(measured.errors)")
    #expect(measured.text.contains("2 of 2 patches"))
    let kept = try Tools.run(program, ["step", out + "/run.json"] + sheaf.files)
    #expect(kept.status == 64)
    #expect(kept.errors.contains("goes with no other file"))
  }
}
