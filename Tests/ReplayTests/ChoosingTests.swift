import Documents
import Failures
import PatchMail
import Testing

@testable import Replay

struct ChoosingTests {
  private func choose(_ title: String?, _ version: Int?, from name: String) throws -> ParsedSeries {
    try SeriesRequest(MailInput([Fixture.path(name)]), title: title, version: version)
      .read(Told().notices)
  }

  @Test func `of two versions the newest is meant, unless one is named`() throws {
    let name = "broken/two-versions.mbox"
    #expect(try choose(nil, nil, from: name).version == 2)
    #expect(try choose(nil, 1, from: name).version == 1)
    #expect(try choose("refuse names", nil, from: name).version == 2)
    #expect(try choose("0", nil, from: name).version == 1)
    #expect(try choose("1", nil, from: name).version == 2)
    #expect(try choose("refuse names", 1, from: name).version == 1)
  }

  @Test(arguments: [("other", nil), (nil, 3), ("0", 2)] as [(String?, Int?)])
  func `where none fits, those that there are are listed`(title: String?, version: Int?) throws {
    let name = "broken/two-versions.mbox"
    #expect(
      throws: Failure(
        .noInput,
        "\(Fixture.path(name)): no such series; there are "
          + "0: fuse: refuse names that no server takes, v1; "
          + "1: fuse: refuse names that no server takes, v2")
    ) { try choose(title, version, from: name) }
  }

  @Test func `of several files it is told which have no part in the series`() throws {
    let told = Told()
    let series = try Fixture.request("fuse-dio-v2.mbox", "broken/reply-among.mbox")
      .read(told.notices)
    #expect(series.patches.count == 11)
    #expect(
      told.lines == [
        "note: not of the series that is taken, 'fuse: optimize scatter-gather direct IO': "
          + "\(Fixture.path("broken/reply-among.mbox")); --series takes another"
      ])
  }

  @Test func `files in another order are told, and so is a patch that two hold`() throws {
    let scratch = try Scratch()
    let mails = try Fixture.mails("broken/reply-among.mbox").filter { !$0.contains("Subject: Re:") }
    try #require(mails.count == 2)
    let files = try mails.enumerated().map { try scratch.file("\($0).patch", $1) }
    let copy = try scratch.file("copy.patch", mails[0])
    let told = Told()
    _ = try SeriesRequest(MailInput([files[1], files[0], copy])).read(told.notices)
    #expect(
      told.lines == [
        "note: \(copy): patch 1 is in \(files[0]) too, and is taken from there",
        "note: the files are not in the order of the series: \(files[0]) holds patch 1 and stands "
          + "behind \(files[1]) with patch 2; the numbers count",
      ])
  }

  @Test func `patches are left out or taken in the order that is said`() throws {
    let numbers: [PatchNumber] = [1, 2, 3]
    #expect(try PatchChoice.all.choose(from: numbers) == numbers)
    #expect(try PatchChoice.without([2]).choose(from: numbers) == [1, 3])
    #expect(try PatchChoice.only([3, 1]).choose(from: numbers) == [3, 1])
    #expect(
      throws: Failure(.usage, "--without 2,4: there is no patch 4")
    ) { try PatchChoice.without([2, 4]).choose(from: numbers) }
    #expect(
      throws: Failure(.usage, "--only 7: there is no patch 7")
    ) { try PatchChoice.only([7]).choose(from: numbers) }
    #expect(PatchChoice.all.description.isEmpty && !PatchChoice.all.isGiven)
  }
}
