import Foundation
import PatchDiff
import PatchGit
import TestSupport
import Testing

/// A series that a test sends through git and through this room.
struct SampleSeries: Sendable, CustomTestStringConvertible {
  let name: String
  let stages: [[String: String]]
  var authors: [String] = []
  var messages: [String] = []
  var options: [String] = []
  /// The files of the base the series meets, where it is not the one it was made on.
  var drifted: [String: String]?
  var testDescription: String { name }

  var commits: [SampleCommit] {
    stages.enumerated().map { index, files in
      var commit = SampleCommit(message: "subject \(index)\n\nbody\n", files: tree(files))
      if index > 0, index <= authors.count { commit.author = authors[index - 1] }
      if index > 0, index <= messages.count { commit.message = messages[index - 1] }
      commit.date = "\(1_348_072_270 + index * 60) \(index.isMultiple(of: 2) ? "-0330" : "+0545")"
      return commit
    }
  }
}

extension SampleSeries {
  static let all: [SampleSeries] = [
    SampleSeries(
      name: "adds, edits, deletes in subdirectories",
      stages: [
        ["a": "1\n", "d/e/f": numbers(1...30), "d/g": "x\n"],
        [
          "a": "1\n", "d/e/f": numbers(1...30, changing: [9: "nine"]), "d/g": "x\n",
          "n/e/w": "new\n",
        ],
        ["a": "2\n", "d/e/f": numbers(1...30, changing: [9: "nine", 20: "xx"]), "n/e/w": "new\n"],
        ["a": "2\n", "n/e/w": "newer\n"],
      ]),
    SampleSeries(
      name: "renames, modes, links",
      stages: [
        ["a": numbers(1...30), "l@": "a", "x": "run\n"],
        ["b/c": numbers(1...30, changing: [3: "x"]), "l@": "b/c", "x*": "run\n"],
        ["b/c": numbers(1...30, changing: [3: "x"]), "l": "plain\n", "y*": "run\n"],
        ["b/c": numbers(1...30, changing: [3: "x"]), "l": "plain\n", "x": "run\n", "y*": "run\n"],
      ], options: ["-M", "-C", "--find-copies-harder"]),
    SampleSeries(
      name: "file and directory change places",
      stages: [
        ["a": "1\n", "d/x": "2\n"], ["a/b": "1\n", "d/x": "2\n"], ["a/b": "1\n", "d": "3\n"],
        ["a": "4\n", "a-b": "1\n", "a.c": "2\n", "d/x": "5\n"],
      ]),
    SampleSeries(
      name: "offsets on a drifted base",
      stages: [
        ["f": numbers(1...40), "g": "1\n"],
        ["f": numbers(1...40, changing: [20: "a"]), "g": "1\n"],
        ["f": numbers(1...40, changing: [20: "a", 22: "b"]), "g": "1\n"],
      ], drifted: ["f": "x\ny\n" + numbers(1...40, changing: [35: "y"]), "h": "other\n"]),
    SampleSeries(
      name: "second patch conflicts",
      stages: [
        ["f": numbers(1...40)], ["f": numbers(1...40, changing: [5: "a"])],
        ["f": numbers(1...40, changing: [5: "a", 30: "b"])],
        ["f": numbers(1...40, changing: [5: "a", 30: "c"])],
      ], drifted: ["f": numbers(1...40, changing: [31: "in the way"])]),
    SampleSeries(
      name: "authors and messages",
      stages: (0...7).map { ["f": "\($0)\n"] },
      authors: [
        "Jörg Müller <joerg@example.com>", "Dr. \"Q\" O'Neil, Jr. <q@example.com>",
        "名前 <n@example.jp>", "a@b <x@example.com>", "Foo (Bar) <foo@example.com>",
        "J. Doe Jr. <j@example.com>",
        "A Very Long Name That Goes On And On Beyond Any Limit One Could Think Of <l@e.com>",
      ],
      messages: [
        "subject with ümlaut\n\nbody ü\n\n\n\nmore   \n\n\n", "no body\n",
        "a: b\n\nSigned-off-by: X <x@e.com>\n", "long\nsubject\nof lines\n\nbody\n",
        "t\n\nbody\n\n\tindented\n\t\n--x\n", "s\n\nSigned-off-by: C <c@example.com>\n",
        "s\n\ntext: no\nmore\n\nReviewed-by: R <r@e.com>\n [tested]\nCc: stable\n",
      ]),
    SampleSeries(
      name: "no newline, carriage returns, empty files",
      stages: [
        ["a": "1\n2", "c": "x\r\ny\r\n"], ["a": "1\n2\n", "c": "x\r\nz\r\n", "e": ""],
        ["a": "1\n3", "c": "x\r\nz"],
      ]),
  ]
}

@Suite struct SeriesOnRepositoryTests {
  private func replay(
    _ series: SampleSeries, extra: [String] = [], signsOff: Bool = false
  ) throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send(series.commits, options: series.options)
    if let drifted = series.drifted {
      try oracle.run(["checkout", "-q", "-f", "base"])
      try oracle.commit(SampleCommit(message: "drift\n", files: tree(drifted)))
    }
    let expected = try oracle.am(mbox, options: ["--keep-cr"] + extra)
    let repository = try Repository(path: oracle.directory.path)
    let applied = try repository.apply(
      try oracle.patches(in: mbox), onto: try repository.base("base"),
      options: SeriesOptions(committer: GitOracle.committer, signsOff: signsOff))
    #expect(applied.stages.compactMap(\.tree).map(\.description) == expected.trees)
    #expect(applied.stages.compactMap(\.commit).map(\.description) == expected.commits)
    #expect(applied.isComplete == (expected.status == 0))
  }

  @Test(arguments: SampleSeries.all)
  func `trees and commits are those of git am`(series: SampleSeries) throws {
    try replay(series)
  }

  @Test(arguments: SampleSeries.all)
  func `signed-off commits are those of git am`(series: SampleSeries) throws {
    try replay(series, extra: ["--signoff"], signsOff: true)
  }

  @Test func `a conflict stops the series, and the rest is skipped`() throws {
    let oracle = try GitOracle()
    let series = SampleSeries.all[4]
    let mbox = try oracle.send(series.commits)
    try oracle.run(["checkout", "-q", "base"])
    try oracle.commit(SampleCommit(message: "drift\n", files: tree(series.drifted ?? [:])))
    let repository = try Repository(path: oracle.directory.path)
    let applied = try repository.apply(
      try oracle.patches(in: mbox), onto: try repository.base("base"),
      options: SeriesOptions(committer: GitOracle.committer))
    #expect(applied.stages.map(\.status) == [.applied, .conflict, .skipped])
    let reject = try #require(applied.stages[1].rejects.first)
    #expect(reject.path.description == "f" && reject.line == 27)
    #expect(String(decoding: reject.found, as: UTF8.self).contains("in the way"))
    #expect(applied.tip == applied.stages[0].commit)
  }

  @Test func `an empty repository gets a root commit`() throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send([
      SampleCommit(message: "base\n", files: [:]),
      SampleCommit(message: "first\n", files: tree(["d/a": "1\n"])),
    ])
    let patches = try oracle.patches(in: mbox)
    let other = try GitOracle()
    try other.run(["checkout", "-q", "-b", "topic"])
    try other.run(["am", "-q", "--committer-date-is-author-date"], input: mbox)
    let expected = try other.run(["rev-parse", "topic"]).text
    let empty = try GitOracle()
    let repository = try Repository(path: empty.directory.path)
    let base = try repository.base()
    #expect(base.commit == nil)
    let applied = try repository.apply(
      patches, onto: base, options: SeriesOptions(committer: GitOracle.committer))
    #expect(applied.tip.map { "\($0)\n" } == expected)
  }

  @Test func `bytes that are not UTF-8 are taken as Latin-1`() throws {
    let oracle = try GitOracle()
    let mbox = try oracle.send([
      SampleCommit(message: "base\n", files: tree(["a": "1\n"])),
      SampleCommit(message: "subject QQ\n\nbody QQ x\n", files: tree(["a": "2\n"])),
    ])
    for bytes in [[0xE9, 0x20], [0xC3, 0xA9], [0xED, 0xA0], [0xC0, 0x80], [0xEF, 0xBF]] {
      var mail: [UInt8] = []
      var index = 0
      while index < mbox.count {
        if index + 1 < mbox.count, mbox[index] == 0x51, mbox[index + 1] == 0x51 {
          mail += bytes.map { UInt8($0) }
          index += 2
        } else {
          mail.append(mbox[index])
          index += 1
        }
      }
      let expected = try oracle.am(mail)
      let repository = try Repository(path: oracle.directory.path)
      let applied = try repository.apply(
        try oracle.patches(in: mail), onto: try repository.base("base"),
        options: SeriesOptions(committer: GitOracle.committer))
      #expect(
        applied.stages.compactMap(\.commit).map(\.description) == expected.commits,
        "\(applied.stages.map(\.obstacle)) \(applied.stages.map(\.rejects))")
    }
  }

  @Test func `what no commit can be made of is told`() throws {
    let oracle = try GitOracle()
    try oracle.commit(SampleCommit(message: "base\n", files: tree(["a": "1\n"])))
    let repository = try Repository(path: oracle.directory.path)
    let good = Array("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+2\n".utf8)
    func obstacle(_ name: String, _ message: String, _ patch: [UInt8]) throws
      -> PatchApplication.Obstacle?
    {
      let patch = PatchToApply(
        number: 1, author: Identity(name: name, email: "e"),
        date: CommitDate(timestamp: 0, offsetMinutes: 0), message: Array(message.utf8),
        patch: ParsedPatch(patch))
      return try repository.apply(
        [patch], onto: try repository.base(),
        options: SeriesOptions(committer: GitOracle.committer)
      ).stages.first?.obstacle
    }
    #expect(try obstacle("A", "m", good) == nil)
    #expect(try obstacle("A", "m", []) == .noDiff)
    #expect(try obstacle(" .,", "m", good) == .authorWithoutName)
    #expect(try obstacle("A", "m\0", good) == .zeroByteInMessage)
    guard case .malformed(let error)? = try obstacle("A", "m", good.dropLast(3) + Array("*\n".utf8))
    else {
      Issue.record("a cut patch must be malformed")
      return
    }
    #expect(error.line == 6)
  }
}
