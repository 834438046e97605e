extension MailCorpus {
  static func typed(_ type: String, _ encoding: String = "8bit") -> String {
    "Content-Type: \(type)\nContent-Transfer-Encoding: \(encoding)\n"
  }

  private static func body(_ name: String, _ text: String, headers: String = "") -> SampleMail {
    SampleMail("body: \(name)", mail(headers: headers, body: text))
  }

  private static let latin1Body: [UInt8] =
    Array("Gr".utf8) + [0xfc, 0xdf] + Array("e\n".utf8) + Array(diff.utf8)

  /// Bodies: transfer encodings, charsets, in-body headers, scissors, where the patch begins.
  static let bodies: [SampleMail] = encodings + inBody + breaks

  private static let encodings: [SampleMail] =
    [
      body(
        "base64", base64(Array(("Gr\u{fc}\u{df}e\n" + diff).utf8)),
        headers: typed("text/plain; charset=utf-8", "base64")),
      body(
        "base64, odd width", base64(Array(("Text\n" + diff).utf8), width: 7),
        headers: typed("text/plain", "BASE64")),
      body(
        "base64 with CRLF inside",
        base64(Array(("Text\n" + diff).replacing("\n", with: "\r\n").utf8)),
        headers: typed("text/plain", "base64")),
      body(
        "base64 without final line feed", base64(Array("Text\n---\nlast".utf8)),
        headers: typed("text/plain", "base64")),
      body(
        "base64 with NUL", base64(Array("Te\0xt\n---\nla\0st\n".utf8)),
        headers: typed("text/plain", "base64")),
      body(
        "base64, bad bytes", "!!!" + base64(Array("Text\n---\nx\n".utf8)) + "%%%%\n",
        headers: typed("text/plain", "base64")),
      body(
        "base64 latin1", base64(latin1Body),
        headers: typed("text/plain; charset=iso-8859-1", "base64")),
      body(
        "quoted-printable",
        quotedPrintable("Gr\u{fc}\u{df}e = \(String(repeating: "long ", count: 40))\n" + diff),
        headers: typed("text/plain; charset=utf-8", "quoted-printable")),
      body(
        "quoted-printable, malformed", "a=\nb=ZZ=4\nc==41\nd=\n---\n=\n=3D\nx=",
        headers: typed("text/plain", "quoted-printable")),
      body(
        "quoted-printable CRLF", "a=0D\nb=0D=0Ac\n---\nx=0D\n",
        headers: typed("text/plain", "quoted-printable")),
      body(
        "quoted-printable NUL", "a=00b\n---\nx=00y\n",
        headers: typed("text/plain", "quoted-printable")),
      SampleMail("raw NUL", mail(body: "a\0b\n---\nc\0d\n")),
      SampleMail(
        "raw NUL in quoted-printable",
        mail(headers: typed("text/plain", "quoted-printable"), body: "a\0b\nc\n---\nd\n")),
      SampleMail(
        "latin1",
        bytes: Array(mail(headers: typed("text/plain; charset=iso-8859-1"), body: "").utf8)
          + latin1Body),
      SampleMail("latin1 undeclared", bytes: Array(mail(body: "").utf8) + latin1Body),
      SampleMail(
        "latin1 called utf-8",
        bytes: Array(mail(headers: typed("text/plain; charset=utf-8"), body: "").utf8) + latin1Body),
      SampleMail(
        "latin1 called us-ascii",
        bytes: Array(mail(headers: typed("text/plain; charset=us-ascii"), body: "").utf8)
          + latin1Body),
      SampleMail(
        "windows-1252",
        bytes: Array(mail(headers: typed("text/plain; charset=\"Windows-1252\""), body: "").utf8)
          + latin1Body),
    ]
    + [
      "y", "yes", "unknown-8bit", "UTF8", "\"\"", "latin-1", "utf-7", "utf-16", "koi8-r",
      "ascii//IGNORE",
    ].map {
      body("charset \($0)", "Plain text\n" + diff, headers: typed("text/plain; charset=\($0)"))
    }

  private static let inBody: [SampleMail] = [
    body("in-body From", "From: B Thor <b@example.org>\n\nText.\n" + diff),
    body(
      "in-body all",
      "\n\nFrom: B <b@c.d>\nDate: Thu, 1 Jan 2015 00:00:00 +0000\nSubject: other\n\nText\n" + diff),
    body(
      "in-body folded",
      "Subject: one\n two\n\tthree\nFrom: =?utf-8?q?J=C3=B6rg?=\n <j@k.l>\n\nText\n" + diff),
    body("in-body without blank line", "From: B <b@c.d>\nText.\n" + diff),
    body("in-body twice", "From: B <b@c.d>\nFrom: C <c@d.e>\n\nText\n" + diff),
    body("in-body subject line", "[PATCH] new subject\n\nText\n" + diff),
    body("in-body subject with number", "[PATCH 1/2] new subject\n\nText\n" + diff),
    body("in-body separator", ">" + separator + "From: B <b@c.d>\n\nText\n" + diff),
    body("in-body separator, short", ">From 0123 Mon Sep 17 00:00:00 2001\nText\n" + diff),
    body("in-body without patch", "From: B <b@c.d>\nSubject: other\n\nText only.\n"),
    body("in-body later", "Text\nFrom: B <b@c.d>\n" + diff),
    body("in-body empty from", "From:\nText\n" + diff),
    body("in-body bad encoded word", "Subject: =?utf-8?q?half\n\nText\n" + diff),
    body("in-body other field", "Cc: someone\nFrom: B <b@c.d>\n\nText\n" + diff),
    body("in-body only", "From: B <b@c.d>"),
    body("in-body CRLF", "From: B <b@c.d>\r\n\r\nText\r\n---\r\nx\r\n"),
    body(
      "in-body latin1", "From: J\u{f6}rg <b@c.d>\n\nText\n" + diff,
      headers: typed("text/plain; charset=iso-8859-1")),
    body("scissors", "Chat.\n-- >8 --\nSubject: cut\n\nText.\n" + diff),
    body("scissors with words", "Chat.\n- - 8< - - cut here - - >8 - -\nText\n" + diff),
    body("scissors too thin", "Chat.\n>8 cut the rest of it off here\nText\n" + diff),
    body("scissors %", "From: B <b@c.d>\nChat.\n---- %< ----\n\nFrom: C <c@d.e>\n\nText\n" + diff),
    body("scissors short", "Chat.\n->8-\n-- >8 -\n->8----\nText\n" + diff),
    body("scissors twice", "A\n-- 8< --\nB\n-- 8< --\nC\n" + diff),
    body("scissors in header fold", "Subject: x\n -- >8 --\nText\n" + diff),
    body("scissors in patch", "Text\n---\n-- >8 --\nmore\n"),
  ]

  private static let breaks: [SampleMail] =
    [
      "---\n", "--- \n", "---\t\n", "--- file\n", "---  file\n", "----\n", "---x\n", "--- x", "---",
      "--- ",
      "diff -u a b\n", "diff x\n", "Index: x\n", "Index:x\n", "+++ x\n", "---\r\n", " ---\n",
      "diff -",
      "Index: ", "---\0\n", "--- \0\n", "",
    ].map { body("break \($0.debugDescription)", "Text\n\($0)after\n") }
    + ["---", "--- ", "---  ", "--- x", "diff -", "-- \n"].map {
      body("break at end \($0)", "Text\n\($0)")
    }
}
