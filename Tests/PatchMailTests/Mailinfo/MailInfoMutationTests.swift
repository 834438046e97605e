import PatchMail
import TestSupport
import Testing

@Suite struct MailInfoMutationTests {
  @Test(arguments: 0..<8)
  func `damaged mails are read or refused as git mailinfo does`(_ seed: Int) throws {
    let git = try GitOracle()
    defer { git.remove() }
    var mutator = MailMutator(
      generator: SeededRandom(seed: UInt64(seed)), corpus: MailCorpus.all.map(\.bytes))
    var compared = 0
    var refused = 0
    while compared < 100 {
      let mail = mutator.next()
      if opensWithoutClosing(mail) { continue }
      let flags = MailInfoTests.flagSets[compared % MailInfoTests.flagSets.count]
      compared += 1
      let expected = try git.mailinfo(mail, flags: flags)
      let actual = MailInfoTests.ours(mail, flags: flags)
      refused += expected == nil ? 1 : 0
      guard actual != expected else { continue }
      Issue.record(
        """
        \(flags) mail: \(String(decoding: mail, as: UTF8.self).debugDescription)
        git: \(Self.describe(expected))
        ours: \(Self.describe(actual))
        """)
    }
    #expect(refused < compared / 2, "most mails should stay readable, or little is compared")
  }

  private static func describe(_ files: GitOracle.MailInfoFiles?) -> String {
    guard let files else { return "refused" }
    return [files.info, files.message, files.patch]
      .map { String(decoding: $0, as: UTF8.self).debugDescription }.joined(separator: " | ")
  }

  @Test
  func `random bytes never stop the program`() {
    var generator = SeededRandom(seed: 7)
    for length in 0..<400 {
      let mail = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = MailInfoTests.ours(mail, flags: ["--scissors"])
      _ = try? Mailbox(mail, source: "random")
    }
  }
}
