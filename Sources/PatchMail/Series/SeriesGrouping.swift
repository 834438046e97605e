/// Sorts covers and patches into series: by version and total, then by thread, then by sender.
struct SeriesGrouping {
  private struct Key: Hashable {
    let version: Int
    let total: Int?
    let group: String
  }

  private let mails: [Mail]
  private let threads: MailThreads
  private let kinds: [Mail.Kind]
  fileprivate(set) var drafts: [SeriesDraft] = []
  /// The draft and number of every cover and patch.
  private(set) var places: [(draft: Int, number: Int)?]
  private var byThread: [Key: Int] = [:]
  private var bySender: [Key: Int] = [:]
  /// The cover letter above each mail.
  private let covers: [Int?]
  private var ownIDs: Set<String> = []
  /// The mails whose Message-ID an earlier mail has.
  private var copies: Set<Int> = []

  init(_ mails: [Mail], threads: MailThreads, kinds: [Mail.Kind]) {
    self.mails = mails
    self.threads = threads
    self.kinds = kinds
    places = Array(repeating: nil, count: mails.count)
    covers = threads.nearest(where: kinds.map { $0 == .cover })
    for (position, mail) in mails.enumerated() {
      if let id = mail.messageID, !ownIDs.insert(id).inserted { copies.insert(position) }
    }
    for position in mails.indices where kinds[position] == .cover || kinds[position] == .patch {
      place(position)
    }
  }

  private mutating func place(_ position: Int) {
    let mail = mails[position]
    let root = threads.roots[position]
    let version = version(of: position)
    let number = kinds[position] == .cover ? 0 : mail.prefix.counter
    let total = mail.prefix.total
    // Mails without Message-ID are a mailbox that git format-patch wrote: one sender, many authors.
    let sender = mail.messageID == nil ? "" : mail.sender.email
    let threadKey = root.map { Key(version: version, total: total, group: $0) }
    let senderKey = Key(version: version, total: total, group: sender)
    let threadDraft = threadKey.flatMap { byThread[$0] }
    let draft: Int
    if let threadDraft,
      number != 0 || drafts[threadDraft].hasRoom(for: 0) || copies.contains(position)
    {
      draft = threadDraft
    } else if threadDraft == nil, let candidate = bySender[senderKey],
      fits(position, number: number, in: drafts[candidate])
    {
      draft = candidate
    } else {
      draft = drafts.count
      drafts.append(SeriesDraft(version: version, total: total))
    }
    let actual = number ?? (drafts[draft].slots.keys.max() ?? 0) + 1
    drafts[draft].add(position, number: actual, answers: threads.parents[position])
    if mail.inReplyTo != nil { drafts[draft].isThreaded = true }
    places[position] = (draft, actual)
    if let threadKey { byThread[threadKey] = draft }
    bySender[senderKey] = draft
  }

  /// The version a mail names; if it names none, that of the cover letter above it.
  private func version(of position: Int) -> Int {
    let own = mails[position].prefix
    guard own.versionIsInferred, let cover = covers[position] else { return own.version }
    return mails[cover].prefix.version
  }

  /// Whether a mail whose thread has no series yet may join its sender's last one.
  private func fits(_ position: Int, number: Int?, in draft: SeriesDraft) -> Bool {
    let mail = mails[position]
    guard let number else {
      // Without numbers only a mailbox without ids holds together.
      return mail.messageID == nil
    }
    if let holder = draft.position(of: number) {
      // A second letter opens a second series, even under the same title.
      if number == 0 && mail.messageID != nil { return false }
      if mails[holder].prefix.title == mail.prefix.title { return true }
      return number > 1 && draft.total ?? 0 > 1 && mail.messageID == nil
    }
    if draft.isFull && number == 0 && mail.messageID != nil && draft.isThreaded { return false }
    if mail.inReplyTo == nil { return !draft.isThreaded }
    // The mails between may be missing, so that one series looks like two threads.
    let root = threads.roots[position]
    return !draft.isFull && root.map(ownIDs.contains) == false
  }
}

extension SeriesGrouping {
  /// Adds a reply to the mail that holds `place`.
  mutating func addReply(_ position: Int, to place: (draft: Int, number: Int)) {
    drafts[place.draft].replies.append((place.number, position))
  }
}
