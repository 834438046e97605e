import Testing

/// Mails for the comparison with git: each shows one rule.
struct SampleMail: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]

  var testDescription: String { name }

  init(_ name: String, _ text: String) {
    self.name = name
    bytes = Array(text.utf8)
  }

  init(_ name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

enum MailCorpus {
  static let diff = """
    ---
     file | 2 +-
     1 file changed, 1 insertion(+), 1 deletion(-)

    diff --git a/file b/file
    index 1111111..2222222 100644
    --- a/file
    +++ b/file
    @@ -1,2 +1,2 @@
     same
    -old
    +new
    --\u{20}
    2.39.5

    """

  static let separator = "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"

  static func mail(
    from: String = "A U Thor <author@example.org>",
    date: String = "Wed, 19 Sep 2012 20:31:10 +0400",
    subject: String = "[PATCH] area: change a file", headers: String = "",
    body: String = "Explain the change.\n\nSigned-off-by: A U Thor <author@example.org>\n" + diff
  ) -> String {
    "\(separator)From: \(from)\nDate: \(date)\nSubject: \(subject)\n\(headers)\n\(body)"
  }

  static func base64(_ bytes: [UInt8], width: Int = 76) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? alphabet[word >> (18 - 6 * place) & 63] : "=")
      }
    }
    let letters = Array(text)
    return stride(from: 0, to: letters.count, by: width)
      .map { String(letters[$0..<min($0 + width, letters.count)]) + "\n" }.joined()
  }

  static func quotedPrintable(_ text: String) -> String {
    var result = ""
    var column = 0
    for byte in text.utf8 {
      if byte == 10 {
        result += "\n"
        column = 0
        continue
      }
      if column > 70 {
        result += "=\n"
        column = 0
      }
      let isPlain = byte > 31 && byte < 127 && byte != 61
      let hex = String(byte, radix: 16, uppercase: true)
      result += isPlain ? String(UnicodeScalar(byte)) : "=" + (hex.count < 2 ? "0" : "") + hex
      column += isPlain ? 1 : 3
    }
    return result
  }
}
