import PatchMail
import Testing

@Suite struct SubjectPrefixTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let subject: String
    var version: Int?
    var counter: Int?
    var total: Int?
    var tags: [String] = []
    var isReply = false
    var isPatch = true
    var title = "title"
    var testDescription: String { subject }
  }

  static let cases: [Case] = [
    Case(subject: "title", isPatch: false),
    Case(subject: "[PATCH] title"),
    Case(subject: "[PATCH 2/7] title", counter: 2, total: 7),
    Case(subject: "[PATCH v3 02/11] title", version: 3, counter: 2, total: 11),
    Case(subject: "[PATCHv3 2/7] title", version: 3, counter: 2, total: 7),
    Case(subject: "[PATCH v6,19/24] title", version: 6, counter: 19, total: 24),
    Case(subject: "[PATCH v2, 0/2] title", version: 2, counter: 0, total: 2),
    Case(subject: "[PATCHSET v2 0/3] title", version: 2, counter: 0, total: 3),
    Case(subject: "[PATCH1/8] title", counter: 1, total: 8),
    Case(subject: "[v2PATCH1/4] title", version: 2, counter: 1, total: 4),
    Case(subject: "[PATCH 3 of 9] title", counter: 3, total: 9),
    Case(subject: "[LTP] [PATCH v2 1/2] title", version: 2, counter: 1, total: 2, tags: ["LTP"]),
    Case(subject: "[LTP|PATCH 1/2] title", counter: 1, total: 2, tags: ["LTP"]),
    Case(
      subject: "[RFC PATCH net-next 1/2] title", counter: 1, total: 2, tags: ["RFC", "net-next"]),
    Case(subject: "[PATCH/RFC] title", tags: ["RFC"]),
    Case(subject: "[RFCv2 1/2] title", version: 2, counter: 1, total: 2, tags: ["RFC"]),
    Case(subject: "[PATCH RESEND v4] title", version: 4, tags: ["RESEND"]),
    Case(
      subject: "[PATCH AUTOSEL 5.10 01/31] title", counter: 1, total: 31, tags: ["AUTOSEL", "5.10"]),
    Case(
      subject: "[PATCH io_uring-next/net-next v1] title", version: 1,
      tags: ["io_uring-next/net-next"]),
    Case(
      subject: "[PATCH for-6.7/io_uring 1/2] title", counter: 1, total: 2,
      tags: ["for-6.7/io_uring"]),
    Case(subject: "[PATCH V1.1] title", tags: ["V1.1"]),
    Case(subject: "[PATCH 6.1 5/4] title", counter: 5, total: 4, tags: ["6.1"]),
    Case(subject: "[PATCH 1001/1001] title", counter: 1001, total: 1001),
    Case(subject: "[PATCH v333] title", version: 333),
    Case(subject: "[[RFC] PATCH v2] title", version: 2, tags: ["RFC"]),
    Case(subject: "[patch v2 1/2] title", version: 2, counter: 1, total: 2),
    Case(subject: "[PATCH v2][RESEND] title", version: 2, tags: ["RESEND"]),
    Case(subject: "Re: [PATCH v2 1/2] title", version: 2, counter: 1, total: 2, isReply: true),
    Case(subject: "[LTP] Re: [PATCH] title", tags: ["LTP"], isReply: true),
    Case(subject: "AW: Fwd: [PATCH] title", isReply: true),
    Case(subject: "SV: [PATCH] title", isReply: true),
    Case(subject: "mm: [fix] title", isPatch: false, title: "mm: [fix] title"),
    Case(subject: "[v4l] title", tags: ["v4l"], isPatch: false),
    Case(subject: "[patchwork] title", tags: ["patchwork"], isPatch: false),
    Case(subject: "[PATCH] title (v2)", version: 2, title: "title (v2)"),
    Case(subject: "[PATCH title", isPatch: false, title: "[PATCH title"),
    Case(subject: "[PATCH [RFC] title", tags: ["RFC"]),
    Case(subject: "[PATCH]title"), Case(subject: "  [PATCH]  title  "),
    Case(subject: "[]", isPatch: false, title: ""), Case(subject: "", isPatch: false, title: ""),
    Case(subject: "[PATCH 00001/2] title", tags: ["00001/2"]),
  ]

  @Test(arguments: cases)
  func `brackets and marks are understood`(_ expected: Case) {
    let prefix = SubjectPrefix(expected.subject)
    #expect(prefix.version == expected.version ?? 1)
    #expect(prefix.versionIsInferred == (expected.version == nil))
    #expect(prefix.counter == expected.counter)
    #expect(prefix.total == expected.total)
    #expect(prefix.tags == expected.tags)
    #expect(prefix.isReply == expected.isReply)
    #expect(prefix.isPatch == expected.isPatch)
    #expect(prefix.title == expected.title)
  }
}
