import Foundation
import Testing

/// What is refused says why, and before anything is made.
@Suite(.serialized)
struct RefusalTests {
  private let program = Tools.products.appendingPathComponent("patch-replay").path

  private func run(_ arguments: [String], with variables: String...) throws -> Finished {
    try Tools.run("HOME=/", variables + [program] + arguments)
  }

  @Test func `a processor that is not there is refused before anything is built`() throws {
    let toy = try ToySeries([.init(), .init()])
    for list in ["0,1000", "1023"] {
      let refused = try run(toy.arguments(steps: 1, rounds: 1) + ["--pin", list])
      #expect(refused.status == 64)
      #expect(refused.errors.contains("--pin \(list): no list of processors"), "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: toy.cache + "/tree"))
      #expect(!FileManager.default.fileExists(atPath: toy.journal))
    }
  }

  @Test func `a condition about a metric that is not printed ends after the first round`() throws {
    let toy = try ToySeries([.init(), .init()])
    let refused = try run(
      toy.arguments(steps: 1, rounds: 50) + ["--fail-on", "costs:slower:5%"])
    #expect(refused.status == 64)
    #expect(
      refused.errors.contains("--fail-on costs: no such metric; there are cost, work, wall time"),
      "\(refused.errors)")
    let journal = try String(contentsOfFile: toy.journal, encoding: .utf8)
    #expect(journal.split(separator: "\n").count == 1 + 2)
  }

  @Test func `an expression without a group that matches more than a number is told so`() throws {
    let toy = try ToySeries([.init(), .init()])
    let finished = try run(toy.arguments(steps: 1, rounds: 1) + ["--metric", "foo=work: 1"])
    #expect(finished.errors.contains("the expression of `foo` has no group"), "\(finished.errors)")
    let whole = try run(toy.arguments(steps: 1, rounds: 1) + ["--metric", "foo=[0-9.]+"])
    #expect(whole.status == 0, "\(whole.errors)")
  }

  @Test func `what keeps a run from going on is named, and an editor does not`() throws {
    let toy = try ToySeries([.init(), .init()])
    let arguments = toy.arguments(steps: 1, rounds: 1)
    #expect(try run(arguments, with: "TOY_SECRET=hunter2").status == 0)
    let others = try run(
      arguments + ["--resume"], with: "TOY_SECRET=hunter2", "EDITOR=vi", "GPG_TTY=x", "LESS=-R",
      "WEZTERM_PANE=3", "XDG_ACTIVATION_TOKEN=a", "SUDO_COMMAND=/bin/sh")
    #expect(others.status == 0, "\(others.errors)")
    let locale = try run(
      arguments + ["--resume"], with: "TOY_SECRET=hunter2", "LANG=C", "LC_TIME=C")
    #expect(locale.status == 64)
    #expect(locale.errors.contains("the variables LANG, LC_TIME differ"), "\(locale.errors)")
    let gone = try run(arguments + ["--resume"])
    #expect(gone.errors.contains("the variable TOY_SECRET differs"), "\(gone.errors)")
    let journal = try String(contentsOfFile: toy.journal, encoding: .utf8)
    #expect(journal.contains("TOY_SECRET") && !journal.contains("hunter2"))
    try ToySeries.write("changed\n", "notes", in: toy.repository)
    try Tools.git("commit", "-qam", "toy: reworded", "--amend", in: toy.repository)
    let code = try run(arguments + ["--resume"], with: "TOY_SECRET=hunter2")
    #expect(code.errors.contains("other code at the stages [1]"), "\(code.errors)")
  }

  @Test(.enabled(if: getuid() == 0, "SKIPPED, only root can give a repository away"))
  func `a repository of another user is explained`() throws {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    #expect(try Tools.run("chown", ["-R", "12345:12345", repository.path]).status == 0)
    let config = try scratch.file("config", "")
    for content in ["", "[safe]\n\tdirectory = /elsewhere\n"] {
      try content.write(toFile: config, atomically: true, encoding: .utf8)
      let refused = try run(
        ["apply", Tools.fixture("fuse-dio-v2.mbox"), "--repo", repository.path + "/fs"],
        with: "HOME=\(scratch.url.path)", "GIT_CONFIG_GLOBAL=\(config)")
      #expect(refused.status == 69)
      #expect(
        refused.errors.contains(
          "git config --global --add safe.directory \(repository.path)\n"), "\(refused.errors)")
    }
  }

  @Test func `the survey of the machine leaves nothing behind`() throws {
    let scratch = try Scratch()
    let finished = try run(["doctor"], with: "TMPDIR=\(scratch.url.path)")
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
  }

  @Test func `with three rounds it is said that nothing was compared`() throws {
    let finished = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "3", "--workload", "read:4k",
    ])
    let text = finished.text.replacing(/\n +/, with: " ")
    #expect(
      text.contains(
        "read:4k: nothing was compared: 3 rounds are too few to compare stages; 6 are needed"),
      "\(text)")
    #expect(!text.contains("no patch changed it"))
  }

  @Test func `patches that are here are committed where others are missing, and that is said`()
    throws
  {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    let whole = try String(contentsOfFile: Tools.fixture("fuse-dio-v2.mbox"), encoding: .utf8)
    let mails = whole.components(separatedBy: "\nFrom ")
    let mailbox = try scratch.file(
      "cut.mbox", mails.filter { !$0.contains("[PATCH v2 11/11]") }.joined(separator: "\nFrom "))
    let dry = try Tools.patchReplay("apply", mailbox, "--repo", repository.path, "--dry-run")
    #expect(dry.status == 1)
    #expect(dry.errors.contains("10 of 11 patches are here; those apply"), "\(dry.errors)")
    let finished = try Tools.patchReplay(
      "apply", mailbox, "--repo", repository.path, "--branch", "topic")
    #expect(finished.status == 1)
    #expect(finished.errors.contains("10 of 11 patches are here; those are committed"))
    #expect(try Tools.git("rev-list", "--count", "main..topic", in: repository) == "10")
    let help = try Tools.patchReplay("help", "apply").text.replacing(/\s+/, with: " ")
    #expect(help.contains("those that are here apply, these are committed, and the exit code is 1"))
  }

  @Test func `what apply does not take as it lies there is said`() throws {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch)
    let whole = try String(contentsOfFile: Tools.fixture("fuse-dio-v2.mbox"), encoding: .utf8)
    let mails = whole.components(separatedBy: "\nFrom ")
    let patch = try #require(mails.first { $0.contains("[PATCH v2 01/11]") })
    let twice = try scratch.file(
      "twice.mbox", (mails + [patch]).joined(separator: "\nFrom "))
    let finished = try Tools.patchReplay("apply", twice, "--repo", repository.path)
    #expect(finished.status == 0)
    #expect(finished.errors.contains("warning: patch 1 is there twice"), "\(finished.errors)")
    let others = mails.filter { !$0.contains("[PATCH v2 01/11]") }
    let moved = try scratch.file(
      "moved.mbox", (others + [patch]).joined(separator: "\nFrom "))
    let reordered = try Tools.patchReplay("apply", moved, "--repo", repository.path)
    #expect(reordered.errors.contains("note: patch 1 lies after patch 11"), "\(reordered.errors)")
  }

  @Test(arguments: [
    (["--base", "nonsense"], 66, "nonsense: there is no such revision"),
    (["--base", "deadbeef"], 66, "deadbeef: there is no such revision"),
    (["--base", "HEAD:fs"], 64, "HEAD:fs: it names a folder or a file"),
    (["--base", "HEAD^{"], 64, "HEAD^{: this is no revision"),
    (["--repo", "/nowhere"], 66, "/nowhere: there is no such folder"),
    (["--repo", "/proc"], 66, "/proc: neither this nor a folder above it is a git repository"),
  ])
  func `a repository or a revision that is none is told in words, with what to do`(
    options: [String], status: Int32, words: String
  ) throws {
    let scratch = try Scratch()
    let repository = try Tools.makeRepository(in: scratch).path
    let refused = try Tools.patchReplay(
      ["apply", Tools.fixture("fuse-dio-v2.mbox")]
        + (options[0] == "--repo" ? [] : ["--repo", repository]) + options)
    #expect(refused.status == status)
    #expect(refused.errors.contains(words) && refused.errors.contains("name"), "\(refused.errors)")
    #expect(!refused.errors.contains("(git_"), "\(refused.errors)")
  }

  @Test(arguments: [
    (["replay", "--rounds", "-1"], "--rounds must be 1 to"),
    (["replay", "--precision", "-2"], "--precision must be more than 0"),
    (["replay", "--seed", "-3"], "The value '-3' is invalid for '--seed"),
    (["replay", "--only", "-3"], "The value '-3' is invalid for '--only"),
    (["replay", "--rounds", "--json"], "The value '--json' is invalid for '--rounds"),
    (["apply", "--repo", ".", "-C", "-1"], "-C must not be negative"),
    (["apply", "--repo", ".", "-C-1"], "-C must not be negative"),
  ])
  func `a number that is refused is named, a negative one too`(
    arguments: [String], words: String
  ) throws {
    let refused = try Tools.patchReplay(arguments + [Tools.fixture("fuse-dio-v2.mbox")])
    #expect(refused.status == 64)
    #expect(refused.errors.contains(words), "\(refused.errors)")
  }

  @Test func `a revision that is none is called so`() throws {
    let toy = try ToySeries([.init(), .init()])
    let arguments = toy.arguments(steps: 1, rounds: 1).map { $0 == "main~1..main" ? "a..b" : $0 }
    let finished = try run(arguments)
    #expect(finished.status == 66)
    #expect(finished.errors.contains("a: there is no such revision"), "\(finished.errors)")
  }

  @Test func `last words of several lines are one line, and an end is told in words`() throws {
    let toy = try ToySeries([.init(), .init()])
    let failed = try run(
      toy.arguments(steps: 1, rounds: 1) + ["--prepare", "no-such-program"])
    #expect(failed.errors.contains("exit code 127 / "), "\(failed.errors)")
    #expect(!failed.errors.contains("\u{FFFD}"))
    let server = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "1", "--server",
      "sh -c 'kill -9 $$' {}",
    ])
    #expect(server.errors.contains("ended by signal 9"), "\(server.errors)")
  }

  @Test(arguments: [
    ("LC_ALL=C", true), ("LC_ALL=C.UTF-8", false), ("LANG=de_DE.ISO-8859-1", true),
    ("LANG=de_DE.utf8@euro", false), ("LANG=", false),
  ])
  func `a locale without UTF-8 gets none`(locale: String, isPlain: Bool) throws {
    let finished = try Tools.run(
      "-u",
      ["LC_ALL", locale, program, "replay", Tools.fixture("fuse-dio-v2.mbox")]
        + ["--rounds", "1", "--workload", "read:4k"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.utf8.allSatisfy { $0 < 128 } == isPlain)
    #expect(finished.text.contains("level over 1 round [95"))
    #expect(finished.text.contains("1 round is too few"))
  }

  @Test func `mail and Markdown are shown without UTF-8 where the locale has none`() throws {
    let scratch = try Scratch()
    let mailbox = Tools.fixture("fuse-dio-v2.mbox")
    let kept = try run(
      ["replay", mailbox, "--rounds", "1", "--workload", "read:4k", "--json"])
    let file = try scratch.file("run.json", kept.text)
    for arguments in [["inspect", mailbox], ["report", file, "--format", "markdown"]] {
      for (locale, isPlain) in [("C", true), ("C.UTF-8", false)] {
        let shown = try run(arguments, with: "LC_ALL=\(locale)")
        #expect(shown.text.contains("optimize"), "\(shown.errors)")
        #expect(shown.text.utf8.allSatisfy { $0 < 128 } == isPlain, "\(shown.text)")
      }
    }
  }
}
