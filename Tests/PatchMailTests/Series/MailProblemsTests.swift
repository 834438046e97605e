import PatchMail
import Testing

@Suite struct MailProblemsTests {
  private static func codes(_ mail: String) throws -> [Problem.Code] {
    try SeriesMaker.read([mail]).series.flatMap(\.codes)
  }

  private static let headers =
    "From: A <a@example.org>\nDate: 1348072270 +0400\nSubject: [PATCH] x\n"

  @Test(arguments: [
    ("Content-Type: text/plain; charset=y\n", "t\n" + MailCorpus.diff, Problem.Code.unknownCharset),
    ("", "text only\n", .noDiff),
    ("", "t\n" + MailCorpus.diff.replacing(" same\n", with: "same\n"), .wrappedDiff),
    (
      "Content-Type: text/plain; format=flowed\n",
      "t\n" + MailCorpus.diff.replacing("\n same", with: "\n  same"), .flowedText
    ),
    ("", "t\n>From here\n" + MailCorpus.diff, .mboxrdFrom),
    (
      "Content-Transfer-Encoding: base64\n",
      MailCorpus.base64(Array(MailCorpus.diff.replacing("\n", with: "\r\n").utf8)), .crlf
    ),
  ])
  func `damage to a patch is named`(_ header: String, _ body: String, _ code: Problem.Code) throws {
    #expect(try Self.codes(Self.headers + header + "\n" + body) == [code])
  }

  @Test(arguments: [
    ("From: A <a@b.c>\nSubject: [PATCH] x\n", Problem.Code.unreadableDate),
    ("From: A <a@b.c>\nDate: tomorrow\nSubject: [PATCH] x\n", .unreadableDate),
    ("Date: 1348072270 +0400\nSubject: [PATCH] x\n", .missingAuthor),
  ])
  func `a header that git am refuses is named`(_ header: String, _ code: Problem.Code) throws {
    #expect(try Self.codes(header + "\nt\n" + MailCorpus.diff) == [code])
  }

  @Test(arguments: [
    "@@ -1,-9223372036854775808 +1,1 @@", "@@ -9,-9223372036854775808 ",
    "@@ -1,9223372036854775807 +1 @@",
    "@@ -1,+2 +1,4294967296 @@", "@@ -1,99999999999999999999 +1,2 @@",
  ])
  func `a count of lines that no hunk can have damages nothing else`(_ header: String) throws {
    let codes = try Self.codes(Self.headers + "\nt\n---\n\(header)\n x\n\n")
    #expect(!codes.contains(.wrappedDiff))
  }

  @Test
  func `an unreadable patch keeps its number`() throws {
    var mails = SeriesMaker.series(3)
    mails[2] = SeriesMaker.mail("[PATCH 2/3] =?utf-8?q?broken", id: "s2", answers: "s0")
    let series = try #require(try SeriesMaker.read(mails).series.first)
    #expect(series.patches.map(\.number) == [1, 2, 3])
    #expect(series.patches[1].info == nil)
    #expect(series.problems.map(\.code) == [.unreadableMail])
    #expect(series.problems[0].message.hasPrefix("test.mbox:"))
  }

  @Test
  func `different authors are noted`() throws {
    let mails = [
      SeriesMaker.mail("[PATCH 1/2] one", body: "From: B <b@example.org>\n\nWhy.\n"),
      SeriesMaker.mail("[PATCH 2/2] two"),
    ]
    let series = try #require(try SeriesMaker.read(mails).series.first)
    #expect(series.codes == [.missingCover, .mixedAuthor])
    #expect(series.author == Person(name: "B", email: "b@example.org"))
  }

  @Test(arguments: [
    (" \n", "t: message 1: the mail is empty"),
    ("From: =?x\n\nt\n", "t:1: message 1: a header holds a malformed encoded word"),
    (
      "From: A <a@b.c>\nContent-Type: text/plain; charset=y\n\n\nText\n---\n",
      "t:5: message 1: the text cannot be converted from charset 'y'"
    ),
    ("Subject: =?utf-8?q?a=00b?=\n\nx\n", "t:3: message 1: the Subject header holds a NUL byte"),
  ])
  func `an error says file, line, message and reason`(_ mail: String, _ start: String) {
    let raw = RawMessage(bytes: Array(mail.utf8)[...], index: 1, source: "t")
    let error = #expect(throws: MailError.self) { try MailInfo(raw) }
    let text = error?.description ?? ""
    #expect(text.hasPrefix(start) || start == text.replacing("t:1:", with: "t:"), "\(text)")
  }
}
