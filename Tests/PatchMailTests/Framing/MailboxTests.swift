import PatchMail
import TestSupport
import Testing

@Suite struct MailboxTests {
  static let one = MailCorpus.mail(body: "One.\n---\nx\n")
  static let two = "From someone@example.org Wed Sep 19 20:31:10 2012\nSubject: two\n\nTwo.\n"
  static let lore = "From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: three\n\n>From here\n>>From\n"

  static let mailboxes: [SampleMail] =
    [
      SampleMail("two", one + two), SampleMail("three", one + two + one),
      SampleMail("no line feed at end", one + String(two.dropLast())),
      SampleMail("blank in front", "\n \n\t\n" + one + two),
      SampleMail("bare", "Subject: bare\n\nText\n" + one), SampleMail("junk", "junk\n" + one + two),
      SampleMail("CRLF", (one + two).replacing("\n", with: "\r\n")),
      SampleMail("mboxrd", lore + lore),
      SampleMail("CR inside", "From a@b Wed Sep 19 20:31:10 2012\nx\r\ny\rz\r\r\n\r\n"),
      SampleMail("quoted", one + ">From me\n>>From you\n>Fro\n> From\n"),
      SampleMail("empty", ""), SampleMail("blank only", " \n\n"), SampleMail("one byte", "x"),
      SampleMail("separator only", "From a@b Wed Sep 19 20:31:10 2012"),
      SampleMail("separator twice", MailCorpus.separator + MailCorpus.separator),
      SampleMail("NUL", bytes: Array(one.utf8) + [0, 10, 0, 70] + Array(two.utf8) + [0]),
      SampleMail("separator with CR", "From a@b Wed Sep 19 20:31:10 2012\r\nx\n" + one),
    ]
    + [
      "From a Wed Sep 19 20:31:10 90", "From a Wed Sep 19 20:31:10 91", "From a Wed 20:31:10 -2012",
      "From a Wed Sep 19 20:31:10 +0400 2012", "From a Wed Sep 19 20:31:10  \t2012",
      "From 10:31:10 2012",
      "From a Wed Sep 19 20.31.10 2012", "From a 20:31:1 2012", "From a 1:31:10 2012xx",
      "From a Wed Sep 19 20:31:10 99999999999999999999", "From a Wed Sep 19 20:31:10", "From a:",
      "From a b 20:31:10:12:2012", "From \0 20:31:10 2012", "from a Wed Sep 19 20:31:10 2012",
    ].map { SampleMail("line \($0.debugDescription)", one + $0 + "\nText\n") }

  static func ours(
    _ bytes: [UInt8], format: MailboxFormat = .mboxo, keepsCR: Bool = false
  ) -> [[UInt8]]? {
    let mailbox = try? Mailbox(bytes, source: "test", format: format, keepsCR: keepsCR)
    return mailbox?.messages.map { Array($0.content) }
  }

  @Test(arguments: mailboxes)
  func `messages are those of git mailsplit`(_ sample: SampleMail) throws {
    let git = try GitOracle()
    defer { git.remove() }
    #expect(try git.mailsplit(sample.bytes) == Self.ours(sample.bytes))
    #expect(
      try git.mailsplit(sample.bytes, flags: ["--keep-cr"])
        == Self.ours(sample.bytes, keepsCR: true))
    #expect(
      try git.mailsplit(sample.bytes, flags: ["--mboxrd"])
        == Self.ours(sample.bytes, format: .mboxrd))
  }

  @Test
  func `random mailboxes are split as git mailsplit does`() throws {
    let git = try GitOracle()
    defer { git.remove() }
    var mutator = MailMutator(
      generator: SeededRandom(seed: 99), corpus: Self.mailboxes.map(\.bytes))
    for _ in 0..<200 {
      let mailbox = mutator.next()
      let expected = try git.mailsplit(mailbox, flags: ["--mboxrd"])
      #expect(expected == Self.ours(mailbox, format: .mboxrd), "\(mailbox)")
    }
  }

  @Test
  func `a message knows its line, index and file`() throws {
    let mailbox = try Mailbox(
      Array(("\n\n" + Self.one + Self.two).utf8), source: "a.mbox", firstIndex: 5)
    #expect(mailbox.messages.map(\.index) == [5, 6])
    #expect(mailbox.messages.map(\.line) == [3, 3 + Self.one.count { $0 == "\n" }])
    #expect(mailbox.messages.map(\.source) == ["a.mbox", "a.mbox"])
  }

  @Test
  func `auto reads public-inbox separators as mboxrd`() throws {
    let mailbox = try Mailbox(Array((Self.lore + Self.lore).utf8), source: "t")
    #expect(mailbox.format == .mboxrd)
    #expect(String(decoding: mailbox.messages[0].content, as: UTF8.self).contains("\nFrom here\n"))
  }

  @Test(arguments: [one + two, lore + two, "Subject: x\n\ntext\n" + lore])
  func `auto leaves other mailboxes as they are`(_ text: String) throws {
    #expect(try Mailbox(Array(text.utf8), source: "t").format == .mboxo)
  }

  @Test
  func `auto leaves text in front of the first separator out`() throws {
    let mailbox = try Mailbox(Array(("some junk\nmore\n" + Self.one).utf8), source: "t")
    #expect(mailbox.messages.count == 1)
    #expect(mailbox.junkLines == 2)
    #expect(mailbox.messages[0].line == 3)
  }

  @Test
  func `a mailbox of white space is refused`() {
    let error = #expect(throws: MailboxError.self) { try Mailbox([10, 32], source: "t") }
    #expect(error?.description == "t: the mailbox is empty")
  }

  @Test
  func `messages are views of the input`() throws {
    let bytes = Array((Self.one + Self.two).utf8)
    let mailbox = try Mailbox(bytes, source: "t")
    #expect(mailbox.messages[1].content.startIndex == Self.one.utf8.count)
    #expect(mailbox.messages[1].content.endIndex == bytes.count)
  }
}
