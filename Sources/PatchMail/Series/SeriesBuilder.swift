internal import Bytes

/// Makes a series out of its draft.
struct SeriesBuilder {
  let draft: SeriesDraft
  let index: Int
  let mails: [Mail]
  let otherVersions: [Int]
  let expected: Int
  let letter: CoverLetter?

  init(_ draft: SeriesDraft, index: Int, mails: [Mail], otherVersions: [Int]) {
    self.draft = draft
    self.index = index
    self.mails = mails
    self.otherVersions = otherVersions
    expected = max(draft.total ?? 0, draft.slots.keys.max() ?? 0)
    letter = draft.cover.map { CoverLetter(Self.text(of: mails[$0])) }
  }

  func build() -> Series {
    let replies = draft.replies.map { reply(mails[$0.position], number: $0.number) }
    let numbers = draft.slots.keys.sorted()
    let given = Dictionary(grouping: replies, by: \.number).mapValues { Self.unique($0) }
    let patches = numbers.compactMap { number in
      // What is said to the cover letter is said to every patch.
      draft.slots[number].map {
        patch(mails[$0], number: number, given: (given[number] ?? []) + (given[0] ?? []))
      }
    }
    let head = draft.cover ?? numbers.first.flatMap { draft.slots[$0] }
    let headMail = head.map { mails[$0] }
    let sender = headMail?.sender ?? Person(name: "", email: "")
    return Series(
      index: index, title: headMail?.prefix.title ?? "", version: draft.version,
      expected: expected, cover: draft.cover.map { mails[$0].raw.index },
      author: draft.cover == nil ? patches.first?.author ?? sender : sender,
      date: headMail?.date ?? "", baseCommit: baseCommit, claims: letter?.claims ?? [],
      announced: letter?.announced.subjects ?? [], patches: patches, replies: replies,
      problems: problems(patches: patches, replies: replies))
  }

  private static func unique(_ replies: [Reply]) -> [Trailer] {
    var seen: Set<String> = []
    return replies.flatMap(\.trailers).filter { seen.insert($0.identity).inserted }
  }

  private func patch(_ mail: Mail, number: Int, given: [Trailer]) -> SeriesPatch {
    let info = mail.readable
    let own = info.map { TrailerParser.ofCommit($0.commitMessage, mail: mail.raw.index) } ?? []
    var seen = Set(own.map(\.identity))
    let added = given.filter { seen.insert($0.identity).inserted }
    return SeriesPatch(
      number: number, message: mail.raw.index,
      subject: info?.subject?.text ?? mail.prefix.title,
      author: info.flatMap(Self.author) ?? mail.sender, date: info?.date?.text ?? mail.date,
      body: info.map { MessageCleanup.strip($0.message).text } ?? "", trailers: own + added,
      info: info)
  }

  private static func author(_ info: MailInfo) -> Person? {
    guard let name = info.author, let email = info.email else { return nil }
    return Person(name: name, email: email)
  }

  private func reply(_ mail: Mail, number: Int) -> Reply {
    let info = mail.readable
    let body = info.map { $0.message + $0.patch } ?? []
    let trailers = TrailerParser.ofReply(body, mail: mail.raw.index)
    let counts = trailers.map { TrailerIdentity.matches($0, sender: mail.sender) }
    return Reply(
      message: mail.raw.index, number: number,
      trailers: zip(trailers, counts).filter(\.1).map(\.0),
      refused: zip(trailers, counts).filter { !$0.1 }.map(\.0))
  }

  /// The commit that a `base-commit:` line of the cover letter or the first patch names.
  private var baseCommit: String? {
    for position in [draft.cover, draft.slots[1]].compactMap({ $0 }) {
      guard let info = mails[position].readable else { continue }
      for line in (info.message + info.patch).split(separator: ASCII.lineFeed)
      where line.hasPrefix("base-commit: ") {
        let id = line.dropFirst("base-commit: ".utf8.count).trimmed
        if (id.count == 40 || id.count == 64) && id.allSatisfy({ ASCII.hexValue($0) != nil }) {
          return id.text
        }
      }
    }
    return nil
  }

  private static func text(of mail: Mail) -> String {
    mail.readable.map { ($0.message + $0.patch).text } ?? ""
  }
}
