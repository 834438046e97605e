import PatchMail
import Testing

@Suite struct MailInfoTests {
  static let flagSets: [[String]] = [
    [], ["--scissors"], ["--message-id"], ["--quoted-cr=strip"],
  ]

  /// Ours in git's form; nil where it throws.
  static func ours(_ mail: [UInt8], flags: [String]) -> GitOracle.MailInfoFiles? {
    var options = MailInfoOptions()
    options.usesScissors = flags.contains("--scissors")
    options.addsMessageID = flags.contains("--message-id")
    options.stripsQuotedCR = flags.contains("--quoted-cr=strip")
    let raw = RawMessage(bytes: mail[...], index: 1, source: "test")
    guard let info = try? MailInfo(raw, options: options) else { return nil }
    return .init(info: info.info, message: info.message, patch: info.patch)
  }

  @Test(arguments: MailCorpus.all)
  func `info, message and patch are those of git mailinfo`(_ sample: SampleMail) throws {
    let git = try GitOracle()
    defer { git.remove() }
    for flags in Self.flagSets {
      var bytes = sample.bytes
      if flags == ["--message-id"] { bytes = Array("message-id: <1@example.org>\n".utf8) + bytes }
      let expected = try git.mailinfo(bytes, flags: flags)
      let actual = Self.ours(bytes, flags: flags)
      #expect(actual?.info.text == expected?.info.text, "info \(flags)")
      #expect(actual?.message.text == expected?.message.text, "message \(flags)")
      #expect(actual?.patch.text == expected?.patch.text, "patch \(flags)")
      #expect(actual == expected, "bytes \(flags)")
    }
  }

  @Test(arguments: [4, 8, 76])
  func `quoted carriage returns are kept or stripped as git mailinfo does`(width: Int) throws {
    let git = try GitOracle()
    defer { git.remove() }
    let body = Array(
      ("Text.\r\n\r\nMore \r\nand\r\r\n\r" + MailCorpus.diff.replacing("\n", with: "\r\n")).utf8)
    for type in ["", "Content-Type: text/plain; format=flowed\n"] {
      let mail = MailCorpus.mail(
        headers: type + "Content-Transfer-Encoding: base64\n",
        body: MailCorpus.base64(body, width: width))
      for flags in [[], ["--quoted-cr=strip"]] {
        let expected = try git.mailinfo(Array(mail.utf8), flags: flags)
        #expect(Self.ours(Array(mail.utf8), flags: flags) == expected, "\(type) \(flags)")
        #expect(expected?.patch.contains(13) == (flags.isEmpty || !type.isEmpty))
      }
    }
  }
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
