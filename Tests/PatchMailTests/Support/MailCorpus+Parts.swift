extension MailCorpus {
  private static func multipart(
    _ name: String, _ text: String, boundary: String = "boundary=b1", encoding: String = "8bit"
  ) -> SampleMail {
    SampleMail(
      "parts: \(name)", mail(headers: typed("multipart/mixed; \(boundary)", encoding), body: text))
  }

  private static func flowed(
    _ name: String, _ text: String, _ type: String = "", _ encoding: String = "8bit"
  ) -> SampleMail {
    SampleMail(
      "flowed: \(name)",
      mail(headers: typed("text/plain; charset=utf-8; format=flowed\(type)", encoding), body: text))
  }

  /// Multipart bodies and format=flowed.
  static let parts: [SampleMail] = [
    multipart("one", "preamble\n--b1\n\nText\n\(diff)\n--b1--\nepilogue\n"),
    multipart(
      "two", "--b1\n\(typed("text/plain"))\nText\n--b1\n\(typed("text/x-patch"))\n\(diff)--b1--\n"),
    multipart("quoted boundary", "--b 1\n\nText\n---\nx\n--b 1--\n", boundary: "boundary=\"b 1\""),
    multipart(
      "base64 part",
      "--b1\n\nText\n--b1\n\(typed("text/x-patch", "base64"))\n\(base64(Array(diff.utf8)))--b1--\n"),
    multipart(
      "base64 part, open end",
      "--b1\n\(typed("text/plain", "base64"))\n\(base64(Array("Text\nmore".utf8)))--b1\n\n---\nx\n--b1--\n"
    ),
    multipart(
      "charset per part",
      "--b1\n\(typed("text/plain; charset=koi8-r", "quoted-printable"))\n=F0=D2\n--b1\n\ntext \u{fc}\n---\n--b1--\n"
    ),
    multipart("unknown charset part", "--b1\n\(typed("text/plain; charset=y"))\nText\n--b1--\n"),
    multipart("html too", "--b1\n\nText\n--b1\n\(typed("text/html"))\n<p>Text</p>\n--b1--\n"),
    multipart(
      "nested",
      "--b1\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\n\nText\n--b2--\nskipped\n--b1\n\n\(diff)--b1--\n"
    ),
    multipart(
      "nested ends together",
      "--b1\nContent-Type: multipart/x; boundary=b2\n\n--b2\n\nText\n--b2--\n--b1--\nafter\n--b1\n\nmore\n"
    ),
    multipart(
      "too many",
      (2...6).map { "--b\($0 - 1)\nContent-Type: multipart/x; boundary=b\($0)\n\n" }.joined()
        + "Text\n---\nx\n"),
    multipart(
      "four",
      (2...4).map { "--b\($0 - 1)\nContent-Type: multipart/x; boundary=b\($0)\n\n" }.joined()
        + "--b4\n\nText\n---\nx\n--b4--\n--b3--\n"),
    multipart("missing end", "--b1\n\nText\n---\nx\n"),
    multipart("never begins", "Text\n---\nx\n"),
    multipart(
      "part header fills", "--b1\nSubject: from the part\nFrom: P <p@q.r>\n\nText\n---\nx\n--b1--\n"
    ),
    multipart(
      "in-body in second part", "--b1\n\n\n--b1\n\nFrom: B <b@c.d>\n\nText\n---\nx\n--b1--\n"),
    multipart("open in-body field at end", "--b1\n\nFrom: B <b@c.d>\n--b1--\n"),
    multipart("empty parts", "--b1\n--b1\n\n--b1\n\n\n--b1--\n"),
    multipart("boundary at once", "--b1\n\n--b1\nText\n---\nx\n--b1--\n"),
    multipart("part header ends the mail", "--b1\nContent-Type: text/plain"),
    multipart("boundary ends the mail", "--b1"),
    multipart("prefix boundary", "--b1\n\nText\n--b1x\n\nmore\n---\nx\n--b1--\n"),
    multipart("empty boundary", "--\n\nText\n---\nx\n----\n", boundary: "boundary="),
    multipart("base64 outside", "--b1\n\nText\n---\nx\n--b1--\n", encoding: "base64"),
    multipart("part header without blank line", "--b1\nText here\nmore\n---\nx\n--b1--\n"),
    SampleMail(
      "parts: header twice",
      mail(
        headers: typed("multipart/x; boundary=b1") + typed("multipart/x; boundary=b2"),
        body: "--b2\n\nText\n---\nx\n--b2--\n--b1\n\ny\n--b1--\n")),
    SampleMail(
      "parts: no From in header",
      "Content-Type: multipart/x; boundary=b1\n\n--b1\nFrom: P <p@q.r>\n\nText\n---\nx\n--b1--\n"),
    flowed("joined", "one \ntwo \nthree\nfour\n---\n+x \ny\n"),
    flowed("stuffed", " From here\n  two\n \n---\n x\n"),
    flowed("signature", "text \n-- \nname\n---\n-- \nx\n"),
    flowed("signature stuffed", "text\n -- \nname\n"),
    flowed("delsp", "one \ntwo \nthree\n---\n+x \ny\n", "; delsp=yes"),
    flowed("CRLF", "one \r\ntwo\r\n---\r\nx\r\n"),
    flowed("quoted-printable", "one=20\ntwo =\nthree\n---\n+x=20\ny\n", "", "quoted-printable"),
    flowed(
      "quoted-printable stuffed", "one=20\n=20two=20\n three\n---\nx=0A y =0Az\n", "; DelSp=Yes",
      "quoted-printable"),
    flowed(
      "base64", base64(Array("one \n two \nthree\n---\n+x \ny \n".utf8), width: 8), "", "base64"),
    flowed("soft end", "one \ntwo "),
    flowed("soft end in patch", "one\n---\ntwo "),
    flowed("blank", " \n  \n\n \n---\n \nx\n"),
    SampleMail(
      "flowed: one part",
      mail(
        headers: typed("multipart/x; boundary=b1"),
        body:
          "--b1\n\(typed("text/plain; format=flowed"))\none \ntwo\n--b1\n\na \nb\n---\nx \ny\n--b1--\n"
      )),
  ]

  static let all = headers + bodies + parts
}
