extension MailCorpus {
  /// Headers: names, folding, encoded words.
  static let headers: [SampleMail] =
    authors.map { SampleMail("author \($0)", mail(from: $0)) }
    + subjects.map { SampleMail("subject \($0)", mail(subject: $0)) }
    + encodings.map {
      SampleMail("encoded \($0)", mail(from: "\($0) <a@example.org>", subject: $0))
    }
    + headerShapes

  private static let authors = [
    "A U Thor <author@example.org>", "author@example.org (A U Thor)", "author@example.org",
    "<author@example.org>", "\"Thor, A U\" <author@example.org>",
    "\"Quo \\\"ted\\\" Name\" <q@example.org>", "John (zzz) Doe <john@example.org> (Comment)",
    "(only a comment) <c@example.org>", "John Doe <johndoe>", "nobody", "", "Al <a@b>", "X <x@y>",
    "a@b c@d", "one@two <three@four>", "Name <broken@example.org", "Name broken@example.org>",
    "A Name That Is Longer Than Sixty Characters And Therefore Not Sane At All <l@example.org>",
    "A   Name\twith  blanks <b@example.org>  ", "((nested (deep) comment)) <n@example.org>",
    "Dot. <d@example.org>", "\\ <back@example.org>", "A <b> C <d@e> F",
    "Maxim via list <list@example.org>", "\u{e4}\u{f6} <u@example.org>",
    "(a \\) b) <esc@example.org>", "\"a (b\" <paren@example.org>", "(a \"b) <quote@example.org>",
  ]

  private static let subjects = [
    "[PATCH] x", "[PATCH 1/2] x", "Re: [PATCH] x", "RE: re: Re: x", "[a] [b] [c] x", "[PATCH",
    "  [PATCH]   many   blanks  ", "[PATCH] Revert \"[PATCH] y\"", "Aw: [PATCH] x", "Fwd: x", "re:",
    "Re: x", "r", "Re", "re:x", ":::x", "[]", "", "[PATCH] [RFC] :Re: [x] y", "Reply: x",
    "[PATCH]x",
    "x [PATCH]", "[PATCH v2 00/11] fuse: optimize scatter-gather direct IO", "\t[x]\ty",
  ]

  private static let encodings = [
    "=?utf-8?q?J=C3=B6rg?=", "=?UTF-8?B?SsO2cmc=?=", "=?iso-8859-1?q?J=F6rg_M=FCller?=",
    "=?utf-8?q?a?= =?utf-8?q?b?=", "=?utf-8?q?a?=  x =?utf-8?q?b?=", "x=?utf-8?q?a?=y",
    "=?utf-8?q?half", "=?utf-8?x?bad?=", "=?y?q?unknown?=", "=?utf-8?q?a?", "=?utf-8", "=?",
    "=?utf-8?b?%%%?=", "=?utf-8?q?=ZZ=4?=", "=?latin-1?q?=E9?=", "=??q?=E9?=", "=?utf-8?Q?a_b=5F?=",
    "=?koi8-r?B?8NLJ18XU?=", "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "=?utf-8?q??=", "a =?b c",
    "=?utf-8?q?nul=00here?=", "=?us-ascii?q?=E9?=", "=?utf-8?q?a?=\n =?utf-8?q?b?=",
    "=?utf-8?q?line=0Afeed?=", "=?utf-16?b?/v8AYQBi?=", "=?utf-8*en?q?lang?=",
    "\"=?utf-8?q?J=C3=B6rg?=\"", "=?windows-1252?q?=93x=94?=", "=?gb2312?b?1tDOxA==?=",
  ]

  private static let headerShapes = [
    SampleMail("folded", mail(subject: "[PATCH] one\n two\n\tthree   \n  four")),
    SampleMail("fold of blanks only", mail(subject: "[PATCH] one\n   \n two")),
    SampleMail("lower case names", "from: A <a@b.c>\nsubject: x\ndate: now\n\nbody\n---\nd\n"),
    SampleMail("no blank after colon", "From:A <a@b.c>\nSubject:x\nDate:d\n\nbody\n---\nd\n"),
    SampleMail("twice", mail(headers: "Subject: second\nFrom: B <b@c.d>\n")),
    SampleMail("no headers", "just text\nmore\n---\ndiff --git a/x b/x\n"),
    SampleMail("headers only", "From: A <a@b.c>\nSubject: x\n"),
    SampleMail("headers only, no line feed", "From: A <a@b.c>\nSubject: x"),
    SampleMail("last header is the body", "From: A <a@b.c>\nTo: someone"),
    SampleMail("header ended by text", "From: A <a@b.c>\nnot a header\nbody\n---\nd\n"),
    SampleMail("empty", ""), SampleMail("blank", " \n\t\n"), SampleMail("one byte", "x"),
    SampleMail("leading blank lines", "\n\n  \n" + mail()),
    SampleMail("CRLF", mail().replacing("\n", with: "\r\n")),
    SampleMail("quoted separator as header", ">" + mail()),
    SampleMail("nothing but From", "From: A <a@b.c>\n\n\n\n"),
    SampleMail("colon line", ": x\nFrom: A <a@b.c>\n\nbody\n"),
    SampleMail("high byte in name", "Fr\u{e4}m: x\nSubject: y\n\nz\n"),
    SampleMail("NUL in subject", mail(subject: "a\0b")),
    SampleMail("NUL in from", mail(from: "A\0B <a@b.c>")),
    SampleMail("vertical tab", mail(from: "A\u{b}B <a\u{b}@b.c>", subject: "a\u{b}b\u{c}c")),
    SampleMail("raw latin1", bytes: Array(mail().utf8).map { $0 == 0x55 ? 0xdc : $0 }),
    SampleMail("odd content type", mail(headers: "Content-Type: text/plain; CHARSET=\"utf-8\n")),
  ]
}
