import PatchMail
import Testing

@Suite struct RepliesTests {
  private static func reply(
    _ id: String, to parent: String, from: String = "Rev Iewer <rev@example.org>", _ body: String,
    diff: Bool = false
  ) -> String {
    SeriesMaker.mail("Re: [PATCH] x", id: id, answers: parent, from: from, body: body, diff: diff)
  }

  @Test
  func `a reply's trailer goes to the patch it answers`() throws {
    let reply = Self.reply(
      "r", to: "s2", "> Why.\n> Acked-by: Q <q@e.org>\n\nReviewed-by: Rev Iewer <rev@example.org>\n"
    )
    let set = try SeriesMaker.read(SeriesMaker.series(2) + [reply])
    let patches = set.series[0].patches
    #expect(patches[0].trailers.map(\.key) == ["Signed-off-by"])
    #expect(patches[1].trailers.map(\.key) == ["Signed-off-by", "Reviewed-by"])
    #expect(patches[1].trailers.map(\.message) == [3, 4])
    #expect(set.placements[3].kind == .reply)
    #expect(set.placements[3].series == 0)
    #expect(set.placements[3].number == 2)
    #expect(set.series[0].replies.map(\.number) == [2])
  }

  @Test
  func `a reply to the cover letter counts for every patch`() throws {
    let reply = Self.reply(
      "r", to: "s0", "For the series:\nAcked-by: Rev Iewer\n<rev@example.org>\n")
    let patches = try SeriesMaker.read(SeriesMaker.series(2) + [reply]).series[0].patches
    #expect(patches.allSatisfy { $0.trailers.last?.value == "Rev Iewer <rev@example.org>" })
  }

  @Test
  func `a reply to a reply belongs to the patch above`() throws {
    let first = Self.reply("r1", to: "s1", "Hm.\n")
    let second = Self.reply("r2", to: "r1", "Tested-by: Rev Iewer <rev@example.org>\n")
    let set = try SeriesMaker.read([second, first] + SeriesMaker.series(1))
    #expect(set.series[0].patches[0].trailers.map(\.key) == ["Signed-off-by", "Tested-by"])
  }

  @Test(arguments: [
    ("Rev Iewer <rev@example.org>", true), ("Someone <rev+tag@example.org>", true),
    ("Someone <rev@mail.example.org>", true), ("Rev Iewer <other@else.org>", true),
    ("Someone <some@example.org>", false), ("Someone <rev@a.b.example.org>", false),
    ("\"Iewer, Rev\" <x@y.org>", false),
  ])
  func `a trailer must name the reply's sender`(_ person: String, _ counts: Bool) throws {
    let reply = Self.reply("r", to: "s1", "Reviewed-by: \(person)\n")
    let series = try SeriesMaker.read(SeriesMaker.series(1) + [reply]).series[0]
    #expect(series.replies[0].trailers.isEmpty == !counts)
    #expect(series.replies[0].refused.isEmpty == counts)
    #expect(series.codes == (counts ? [] : [.trailerMismatch]))
    #expect(series.patches[0].trailers.count == (counts ? 2 : 1))
  }

  @Test
  func `a reply never starts a patch`() throws {
    let reply = Self.reply("r", to: "s1", "How about this:\n", diff: true)
    let set = try SeriesMaker.read(SeriesMaker.series(1) + [reply])
    #expect(set.placements.last?.kind == .reply)
    #expect(set.series[0].codes == [.replyIgnored])
    #expect(set.series[0].patches.map(\.message) == [2])
  }

  @Test
  func `signatures and prose give no trailers, doubles count once`() throws {
    let body = """
      Note: write to rev@example.org
      Link: https://example.org/1
      Reviewed-by: Rev Iewer <rev@example.org>
      reviewed-by: rev iewer <rev@example.org>
      --\u{20}
      Acked-by: Rev Iewer <rev@example.org>

      """
    let reply = Self.reply("r", to: "s1", body)
    let trailers = try SeriesMaker.read(SeriesMaker.series(1) + [reply]).series[0].patches[0]
      .trailers
    #expect(trailers.map(\.key) == ["Signed-off-by", "Link", "Reviewed-by"])
  }

  @Test
  func `a bare link is no trailer`() throws {
    let mail = SeriesMaker.mail("[PATCH] x", body: "See\n\nhttps://example.org/z\n")
    #expect(try SeriesMaker.read([mail]).series[0].patches[0].trailers.isEmpty)
  }

  @Test(arguments: [
    ("Why.\n\nFixes: 0123 (\"x\")\nSigned-off-by: A <a@b.c>\n", ["Fixes", "Signed-off-by"]),
    ("Why.\n\nReported-by: A\n <a@b.c>\nCc: b@c.d\n", ["Reported-by", "Cc"]),
    ("Why: because.\n", ["Why"]), ("Why.\n\nNot all: trailers\nhere\n", []),
    ("Why.\n\n[a: note]\nSigned-off-by: A <a@b.c>\n", ["Signed-off-by"]),
    ("Signed-off-by: A <a@b.c>\n\nLast words.\n", []),
  ])
  func `a commit's trailers are those git interpret-trailers finds`(
    _ body: String, _ keys: [String]
  ) throws {
    let mail = SeriesMaker.mail("[PATCH] x", body: body)
    let trailers = try SeriesMaker.read([mail]).series[0].patches[0].trailers
    #expect(trailers.map(\.key) == keys)
    let git = try GitOracle()
    defer { git.remove() }
    let lines = try git.trailers("x\n\n" + body)
    #expect(lines.map { String($0.prefix { $0 != ":" }) } == keys)
  }
}
