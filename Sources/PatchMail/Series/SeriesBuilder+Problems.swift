extension SeriesBuilder {
  func problems(patches: [SeriesPatch], replies: [Reply]) -> [Problem] {
    completeness(patches) + order() + letterProblems(patches) + people(patches)
      + draft.slots.sorted { $0.key < $1.key }.flatMap {
        MailProblems.of(mails[$0.value], number: $0.key)
      }
      + coverProblems() + replyProblems(replies)
  }

  private func completeness(_ patches: [SeriesPatch]) -> [Problem] {
    var problems: [Problem] = []
    if patches.isEmpty && expected > 0 {
      problems.append(
        Problem(
          .error, .letterAlone, mail: draft.cover.map { mails[$0].raw.index },
          "the cover letter announces \(Self.patches(expected)); none is here"))
    } else {
      problems += missing()
    }
    if let total = draft.total, expected > total {
      problems.append(
        Problem(
          .warning, .numberExceedsTotal, patch: expected,
          "patch \(expected) is numbered \(expected)/\(total): higher than its total"))
    }
    if draft.cover == nil && expected > 1 {
      problems.append(Problem(.note, .missingCover, "the series has no cover letter"))
    }
    for (number, position) in draft.duplicates {
      problems.append(duplicate(number, position))
    }
    return problems
  }

  /// One problem a missing patch; past the limit one for all the others, since a subject may claim
  /// any total.
  private func missing() -> [Problem] {
    let limit = 64
    let count = expected - draft.slots.count
    var problems: [Problem] = []
    var number = 1
    while problems.count < min(count, limit) {
      if draft.slots[number] == nil {
        problems.append(
          Problem(
            .error, .missingPatch, patch: number, "patch \(number)/\(expected) is missing"))
      }
      number += 1
    }
    if count > limit {
      problems.append(Problem(.error, .missingPatch, "\(count - limit) more patches are missing"))
    }
    return problems
  }

  private func duplicate(_ number: Int, _ position: Int) -> Problem {
    let kept = draft.position(of: number)
    let isSame = kept.map { mails[$0].readable?.patch == mails[position].readable?.patch } ?? false
    let index = mails[position].raw.index
    let keptIndex = kept.map { mails[$0].raw.index } ?? 0
    let name = number == 0 ? "the cover letter" : "patch \(number)"
    return Problem(
      .warning, .duplicatePatch, patch: number, mail: index,
      "\(name) is there twice: mail \(keptIndex) is used, mail \(index) is not; "
        + (isSame ? "their diffs are the same" : "their diffs differ"))
  }

  private func order() -> [Problem] {
    var problems: [Problem] = []
    let arrivals = draft.arrivals
    for (earlier, later) in zip(arrivals, arrivals.dropFirst()) where later.number < earlier.number
    {
      problems.append(
        Problem(
          .note, .outOfOrder, patch: later.number, mail: mails[later.position].raw.index,
          "\(later.number == 0 ? "the cover letter" : "patch \(later.number)") lies after patch "
            + "\(earlier.number) in the mailbox; patches are taken by number"))
    }
    if draft.total == nil && draft.slots.count > 1 {
      problems.append(
        Problem(
          .note, .unnumbered,
          "the patches have no numbers; they are taken in the order of the mailbox"))
    }
    return problems
  }

  private func letterProblems(_ patches: [SeriesPatch]) -> [Problem] {
    guard let announced = letter?.announced, announced.count > 0 else { return [] }
    guard announced.subjects.count != announced.count || announced.count != expected else {
      return []
    }
    return [
      Problem(
        .warning, .announcedCount, mail: draft.cover.map { mails[$0].raw.index },
        "the cover letter says \(Self.patches(announced.count)) and lists \(announced.subjects.count); "
          + "the subjects say \(expected)")
    ]
  }

  private static func patches(_ count: Int) -> String {
    count == 1 ? "1 patch" : "\(count) patches"
  }

  private func people(_ patches: [SeriesPatch]) -> [Problem] {
    var problems: [Problem] = []
    if !otherVersions.isEmpty {
      let more = otherVersions.count > 8 ? ", …" : ""
      let list = otherVersions.prefix(8).map { "v\($0)" }.joined(separator: ", ") + more
      problems.append(
        Problem(
          .note, .severalVersions,
          "this is v\(draft.version); \(list) of the series \(otherVersions.count > 1 ? "are" : "is") "
            + "here too"))
    }
    let emails = Set(patches.map { $0.author.email.lowercased() })
    if emails.count > 1 {
      let names = patches.map(\.author.name).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      problems.append(
        Problem(
          .note, .mixedAuthor,
          "the patches have several authors: "
            + names.joined(separator: ", ")))
    }
    return problems
  }

  private func coverProblems() -> [Problem] {
    guard let cover = draft.cover, case .failure(let error) = mails[cover].info else { return [] }
    return [MailProblems.unreadable(error, patch: 0)]
  }

  private func replyProblems(_ replies: [Reply]) -> [Problem] {
    var problems: [Problem] = []
    for (number, position) in draft.replies {
      let mail = mails[position]
      if case .failure(let error) = mail.info {
        problems.append(MailProblems.unreadable(error, patch: number))
      } else if mail.hasDiff {
        problems.append(
          Problem(
            .note, .replyIgnored, patch: number, mail: mail.raw.index,
            "mail \(mail.raw.index) is a reply with a diff in it; the diff is not used"))
      }
    }
    for reply in replies {
      for trailer in reply.refused {
        problems.append(
          Problem(
            .warning, .trailerMismatch, patch: reply.number, mail: reply.message,
            "'\(trailer.key): \(trailer.value)' in mail \(reply.message) does not name its sender "
              + "and is not used"))
      }
    }
    return problems
  }
}
