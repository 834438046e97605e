import Foundation
import PatchMail
import Testing

@Suite struct LetterTests {
  /// A forum's copy of a cover letter: no header, line breaks lost here and there.
  static let forumCopy = """
    Subject: [PATCH v3 0/5] zram: write several slots at once Posted by Ada Example on Tue, 04 Mar \
    2014 09:05:06 GMT View Forum Message <> Reply to Message

    Hello,

    Today each slot is written alone. This set packs them (see MB/sec below).

    original / patched seqwrite: ~20 / ~90.5 randwrite: ~7 / ~11

    Best, Ada

    Ada Example (5):

    zram: add a slot table zram: count slots
    zram: pass the table down
    zram: free the table, <late, early> zram: write several slots

    Signature

    --

    Page 1 of 2 ---- Generated from a forum

    """

  @Test
  func `a forum copy of a cover letter is a series of announced patches`() throws {
    let set = try SeriesMaker.read([Self.forumCopy])
    let series = try #require(set.series.first)
    #expect(set.placements.map(\.kind) == [.cover])
    #expect(series.version == 3)
    #expect(series.expected == 5)
    #expect(series.cover == 1)
    #expect(series.title == "zram: write several slots at once")
    #expect(series.author == Person(name: "Ada Example", email: ""))
    #expect(series.date == "Tue, 04 Mar 2014 09:05:06 GMT")
    #expect(series.sentAt == MailDate(timestamp: 1_393_923_906, utcOffsetMinutes: 0))
    #expect(
      series.claims == [
        Claim(workload: "seqwrite", before: 20, after: 90.5, unit: "MB/s"),
        Claim(workload: "randwrite", before: 7, after: 11, unit: "MB/s"),
      ])
    #expect(
      series.announced == [
        "zram: add a slot table", "zram: count slots", "zram: pass the table down",
        "zram: free the table, <late, early>", "zram: write several slots",
      ])
    #expect(!series.isComplete)
    #expect(series.patches.isEmpty)
    #expect(series.codes == [.letterAlone])
  }

  @Test
  func `the forum's heading may stand on two lines`() throws {
    let text = Self.forumCopy.replacing(" Posted by", with: "\nPosted by")
    let series = try #require(try SeriesMaker.read([text]).series.first)
    #expect(series.title == "zram: write several slots at once")
    #expect(series.author.name == "Ada Example")
  }

  @Test
  func `a count that the list does not reach is reported`() throws {
    let text = Self.forumCopy.replacing("zram: pass the table down\n", with: "")
    let series = try #require(try SeriesMaker.read([text]).series.first)
    #expect(series.announced.count == 4)
    #expect(series.codes == [.letterAlone, .announcedCount])
  }

  @Test
  func `a letter that git format-patch wrote is read whole`() throws {
    let git = try GitOracle()
    defer { git.remove() }
    let titles = [
      "area: first", "area: a title that is so very long that the list of the letter must break it",
      "no prefix here", "area: last: area: again",
    ]
    try git.git(["init", "-q", "full"])
    for (number, title) in (["base"] + titles).enumerated() {
      try "\(number)\n".write(
        to: git.folder.appendingPathComponent("full/file"), atomically: true, encoding: .utf8)
      try git.git(["add", "file"], in: "full")
      try git.git(["commit", "-q", "-m", "\(title)\n\nWhy \(number)."], in: "full")
    }
    let run = try git.git(
      ["format-patch", "--cover-letter", "--stdout", "--thread", "-v2", "--base=HEAD~4", "HEAD~4"],
      in: "full")
    #expect(run.status == 0)
    let set = try SeriesMaker.read(run.output)
    let series = try #require(set.series.first)
    #expect(set.series.count == 1)
    #expect(series.announced == titles)
    #expect(series.patches.map(\.subject) == titles)
    #expect(series.version == 2)
    #expect(series.isComplete)
    #expect(series.codes.isEmpty)
    let base = try git.git(["rev-parse", "HEAD~4"], in: "full")
    #expect(series.baseCommit.map { $0 + "\n" } == String(decoding: base.output, as: UTF8.self))
    #expect(series.patches.map(\.body) == (1...4).map { "Why \($0).\n" })
  }
}
