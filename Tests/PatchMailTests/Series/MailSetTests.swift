import PatchMail
import Testing

@Suite struct MailSetTests {
  typealias Maker = SeriesMaker

  @Test
  func `a cover letter and its patches are one series`() throws {
    let set = try Maker.read(Maker.series(3, version: 2))
    #expect(set.series.count == 1)
    let series = try #require(set.series.first)
    #expect(series.title == "area: all")
    #expect(series.version == 2)
    #expect(series.expected == 3)
    #expect(series.cover == 1)
    #expect(series.patches.map(\.number) == [1, 2, 3])
    #expect(series.patches.map(\.message) == [2, 3, 4])
    #expect(series.patches.map(\.subject) == ["area: patch 1", "area: patch 2", "area: patch 3"])
    #expect(series.isComplete)
    #expect(series.problems.isEmpty)
    #expect(series.author == Person(name: "A U Thor", email: "author@example.org"))
    #expect(series.sentAt == MailDate(timestamp: 1_348_072_270, utcOffsetMinutes: 240))
    #expect(set.placements.map(\.kind) == [.cover, .patch, .patch, .patch])
    #expect(set.placements.map(\.number) == [0, 1, 2, 3])
    #expect(set.defaultSeries == 0)
    #expect(set.problems.isEmpty)
  }

  @Test
  func `a missing patch is an error with its number`() throws {
    var mails = Maker.series(3)
    mails.remove(at: 2)
    let series = try #require(try Maker.read(mails).series.first)
    #expect(!series.isComplete)
    #expect(series.expected == 3)
    #expect(series.problems.map(\.code) == [.missingPatch])
    #expect(series.problems.map(\.patch) == [2])
    #expect(series.problems.map(\.severity) == [.error])
  }

  @Test
  func `patches out of order are sorted, with a note`() throws {
    var mails = Maker.series(3)
    mails.swapAt(1, 3)
    let series = try #require(try Maker.read(mails).series.first)
    #expect(series.patches.map(\.number) == [1, 2, 3])
    #expect(series.patches.map(\.message) == [4, 3, 2])
    #expect(series.codes == [.outOfOrder, .outOfOrder])
    #expect(series.isComplete)
  }

  @Test(arguments: [
    [0, 1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7, 0, 1, 2, 3], [0, 4, 1, 5, 2, 6, 3, 7],
  ])
  func `two versions are two series, the newest is the default`(_ order: [Int]) throws {
    let mails = Maker.series(3) + Maker.series(3, version: 2, id: "t")
    let set = try Maker.read(order.map { mails[$0] })
    #expect(set.series.map(\.version).sorted() == [1, 2])
    #expect(set.series.allSatisfy { $0.isComplete && $0.patches.count == 3 && $0.cover != nil })
    #expect(set.series.allSatisfy { $0.codes.contains(.severalVersions) })
    #expect(set.defaultSeries.map { set.series[$0].version } == 2)
  }

  @Test
  func `a new version as an answer to the old one is a series of its own`() throws {
    let second =
      Maker.mail("[PATCH v2 0/1] area: all", id: "t0", answers: "s0", diff: false)
      + Maker.mail("[PATCH v2 1/1] area: patch 1", id: "t1", answers: "t0")
    let set = try Maker.read(Maker.series(1) + [second])
    #expect(set.series.map(\.version) == [1, 2])
    #expect(set.series.map(\.isComplete) == [true, true])
  }

  @Test
  func `a patch without version takes its cover letter's`() throws {
    let set = try Maker.read([
      Maker.mail("[PATCH v4 0/1] area: all", id: "a", body: "x\n", diff: false),
      Maker.mail("[PATCH 1/1] area: one", id: "b", answers: "a"),
    ])
    #expect(set.series.map(\.version) == [4])
    #expect(set.series.map(\.isComplete) == [true])
  }

  @Test
  func `a duplicate is reported and the first kept, unless it answers the first`() throws {
    let again = Maker.mail("[PATCH 2/3] area: patch 2", id: "again", answers: "s0")
    let kept = try #require(try Maker.read(Maker.series(3) + [again]).series.first)
    #expect(kept.patches[1].message == 3)
    #expect(kept.codes.contains(.duplicatePatch))
    let fix = Maker.mail("[PATCH 2/3] area: patch 2", id: "fix", answers: "s2")
    let fixed = try #require(try Maker.read(Maker.series(3) + [fix]).series.first)
    #expect(fixed.patches[1].message == 5)
    #expect(fixed.codes.contains(.duplicatePatch))
  }

  @Test
  func `two series of one sender stay apart`() throws {
    let set = try Maker.read(Maker.series(2) + Maker.series(2, id: "u", title: "other: thing"))
    #expect(set.series.map(\.isComplete) == [true, true])
    #expect(set.series.map { $0.patches.map(\.message) } == [[2, 3], [5, 6]])
  }

  @Test
  func `mails without threads are grouped by sender, version and total`() throws {
    let set = try Maker.read([
      Maker.mail("[PATCH 0/2] area: all", id: "a", body: "x\n", diff: false),
      Maker.mail("[PATCH 1/2] area: one", id: "b"), Maker.mail("[PATCH 2/2] area: two", id: "c"),
      Maker.mail("[PATCH 1/2] else", id: "d", from: "B <b@example.org>"),
    ])
    #expect(set.series.map { $0.patches.count } == [2, 1])
    #expect(set.series.map(\.cover) == [1, nil])
  }

  @Test
  func `a number above the total is taken, with a warning`() throws {
    let set = try Maker.read([
      Maker.mail("[PATCH 1/2] one"), Maker.mail("[PATCH 2/2] two"), Maker.mail("[PATCH 3/2] three"),
    ])
    #expect(set.series.map(\.expected) == [3])
    #expect(set.series[0].codes == [.numberExceedsTotal, .missingCover])
    #expect(set.series[0].isComplete)
  }

  @Test
  func `patches without numbers follow the mailbox`() throws {
    let set = try Maker.read([
      Maker.mail("[PATCH] one"), Maker.mail("two"), Maker.mail("[PATCH] x"),
    ])
    #expect(set.series.map { $0.patches.map(\.subject) } == [["one", "two", "x"]])
    #expect(set.series[0].codes.contains(.unnumbered))
  }

  @Test
  func `single patches with ids are no versions of each other`() throws {
    let mails = (1...24).map { Maker.mail("[PATCH] area: \($0)", id: "m\($0)") }
    let set = try Maker.read(mails)
    #expect(set.series.count == 24)
    #expect(set.series.allSatisfy { $0.codes.isEmpty && $0.isComplete })
  }

  @Test
  func `every mail is accounted for`() throws {
    let set = try Maker.read(
      Maker.series(1) + [
        Maker.mail("Re: something else", id: "x", answers: "gone", diff: false),
        Maker.mail("An announcement", id: "y", diff: false),
        Maker.mail("[PATCH] =?utf-8?q?broken", id: "z"),
      ])
    #expect(set.placements.count == set.mails.count)
    #expect(set.placements.map(\.kind) == [.cover, .patch, .reply, .other, .patch])
    #expect(set.problems.map(\.code) == [.replyIgnored, .otherMail])
    #expect(set.series.last?.codes == [.unreadableMail])
  }

  @Test
  func `circles of answers end`() throws {
    let set = try Maker.read([
      Maker.mail("Re: a", id: "a", answers: "b", diff: false),
      Maker.mail("Re: b", id: "b", answers: "a", diff: false),
      Maker.mail("Re: c", id: "c", answers: "c", diff: false),
    ])
    #expect(set.placements.map(\.kind) == [.reply, .reply, .reply])
    #expect(set.problems.count == 3)
  }

  @Test
  func `the base commit is read from the cover letter or the first patch`() throws {
    let id = String(repeating: "ab", count: 20)
    let cover = Maker.mail(
      "[PATCH 0/1] all", id: "a", body: "Hi.\n\nbase-commit: \(id)\n", diff: false)
    let patch = Maker.mail("[PATCH 1/1] one", id: "b", answers: "a")
    #expect(try Maker.read([cover, patch]).series[0].baseCommit == id)
    let single = Maker.mail("[PATCH] one") + "base-commit: \(id)\n"
    #expect(try Maker.read([single]).series[0].baseCommit == id)
    #expect(try Maker.read([patch]).series[0].baseCommit == nil)
  }

  @Test
  func `text in front of the mailbox is reported`() throws {
    let set = try Maker.read(["junk\n"] + Maker.series(1))
    #expect(set.problems.map(\.code) == [.leadingJunk])
  }
}
