internal import PatchMail

/// What a user should know who named several files: where the series does not follow them.
struct MailFileNotes {
  /// A cover letter or patch, and the file that it came in.
  private struct Place {
    let number: Int
    let mail: Int
    let source: String

    var name: String { number == 0 ? "the cover letter" : "patch \(number)" }
  }

  private let mails: MailSet

  init(_ mails: MailSet) { self.mails = mails }

  /// Where the files of a series repeat each other, or are not in its order.
  func lines(about series: Series) -> [String] {
    let places = zip(mails.mails, mails.placements).compactMap { mail, placement -> Place? in
      guard placement.series == series.index, placement.kind == .cover || placement.kind == .patch
      else { return nil }
      return placement.number.map {
        Place(number: $0, mail: mail.raw.index, source: mail.raw.source)
      }
    }
    let unused = Set(series.problems.filter { $0.code == .duplicatePatch }.compactMap(\.mail))
    return copies(places, unused) + order(places.filter { !unused.contains($0.mail) })
  }

  /// The same for the series that is taken, and which files have no part in it.
  func lines(taking series: Series) -> [String] {
    var taken: Set<String> = []
    var others: [String] = []
    for (mail, placement) in zip(mails.mails, mails.placements)
    where placement.series == series.index { taken.insert(mail.raw.source) }
    for mail in mails.mails where !taken.contains(mail.raw.source) {
      if others.last != mail.raw.source { others.append(mail.raw.source) }
    }
    guard !others.isEmpty else { return lines(about: series) }
    return lines(about: series) + [
      "note: not of the series that is taken, '\(series.title)': "
        + others.joined(separator: ", ") + "; --series takes another"
    ]
  }

  private func copies(_ places: [Place], _ unused: Set<Int>) -> [String] {
    var told: Set<String> = []
    return places.compactMap { place in
      guard unused.contains(place.mail), told.insert(place.source).inserted,
        let kept = places.first(where: { $0.number == place.number && !unused.contains($0.mail) }),
        kept.source != place.source
      else { return nil }
      return
        "note: \(place.source): \(place.name) is in \(kept.source) too, and is taken from there"
    }
  }

  private func order(_ places: [Place]) -> [String] {
    let pair = zip(places, places.dropFirst()).first {
      $1.number < $0.number && $1.source != $0.source
    }
    guard let (earlier, later) = pair else { return [] }
    return [
      "note: the files are not in the order of the series: \(later.source) holds \(later.name) and "
        + "stands behind \(earlier.source) with \(earlier.name); the numbers count"
    ]
  }
}
