import Documents
import Failures
import Foundation
import PatchGit
import PatchMail
import Testing

@testable import Replay

struct ApplyingTests {
  private func series(_ name: String) throws -> ParsedSeries {
    try Fixture.request(name).read(Told().notices)
  }

  @Test func `a series applies to a folder, and to a base made of its own context`() throws {
    let series = try series("fuse-dio-v2.mbox")
    for target in [ApplyTarget.folder(Fixture.tree), .hollow] {
      let document = try target.apply(series, [:])
      #expect(document.complete && document.problem == nil)
      #expect(document.patches.count == 11)
    }
    #expect(try ApplyTarget.hollow.trees(of: series, [:]) == nil)
  }

  @Test func `the first patch that does not apply is named with its place`() throws {
    let document = try ApplyTarget.folder(Fixture.tree).apply(
      series("broken/does-not-apply.mbox"), [:])
    let problem = try #require(document.problem)
    #expect(problem.hasPrefix("patch 2 does not apply: fs/fuse/"), "\(problem)")
  }

  @Test func `what is no repository, or no folder, is refused by its class`() throws {
    let scratch = try Scratch()
    let series = try series("fuse-dio-v2.mbox")
    #expect {
      try ApplyTarget.repository(scratch.path, base: "HEAD").apply(series, [:])
    } throws: { ($0 as? Failure)?.exitClass == .noInput }
    #expect(throws: Failure.self) {
      try ApplyTarget.folder("/nowhere").apply(series, [:])
    }
  }

  @Test func `nothing to commit is a bad answer before the repository is opened`() throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "cover.mbox", try #require(Fixture.mails("fuse-dio-v2.mbox").first))
    let request = ApplyRequest(SeriesRequest(MailInput([file])), repository: "/nowhere")
    #expect(
      throws: Failure(.badAnswer, "\(file): the series has no patches here to apply")
    ) { try request.perform(.test, Told().notices) }
  }

  @Test func `one mailbox out of order is told before anything is applied`() throws {
    let told = Told()
    let request = ApplyRequest(
      Fixture.request("broken/out-of-order.mbox"), repository: "/nowhere")
    #expect(throws: Failure.self) { try request.perform(.test, told.notices) }
    #expect(told.lines.count == 1)
    #expect(told.lines.first?.hasPrefix("note: the cover letter lies after patch 4") == true)
  }

  @Test func `the committer's date is that of the environment, or now`() throws {
    let date = try Committer.date(
      ["GIT_COMMITTER_DATE": "Wed, 19 Sep 2012 20:31:10 +0400"], now: .distantPast)
    #expect(date == CommitDate(timestamp: 1_348_072_270, offsetMinutes: 240))
    #expect(try Committer.date([:], now: .init(timeIntervalSince1970: 7.9)).timestamp == 7)
    #expect(
      throws: Failure(.usage, "GIT_COMMITTER_DATE is not a date: soon")
    ) { try Committer.date(["GIT_COMMITTER_DATE": "soon"], now: .now) }
  }
}
