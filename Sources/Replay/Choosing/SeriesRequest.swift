package import Failures
internal import PatchMail

/// Names a series of some mail.
package struct SeriesRequest: Sendable {
  /// The mail.
  package var mail: MailInput
  /// A part of its title, or its number from 0; the mail's main series where nil.
  package var title: String?
  /// Its version; the newest where nil.
  package var version: Int?

  package init(_ mail: MailInput, title: String? = nil, version: Int? = nil) {
    self.mail = mail
    self.title = title
    self.version = version
  }

  /// Reads the mail and picks the series; where it is several files, tells what the user should know
  /// of them.
  ///
  /// - Returns: The series, with its diffs read.
  /// - Throws: ``Failure`` where a file holds no mail, or where no series fits.
  package func read(_ notices: Notices) throws(Failure) -> ParsedSeries {
    let mails = try mail.read(notices)
    let series = try choose(from: mails)
    if mail.paths.count > 1 {
      for line in MailFileNotes(mails).lines(taking: series) { notices(line) }
    }
    return ParsedSeries(series)
  }

  /// Picks the series.
  ///
  /// - Throws: ``Failure`` that lists what there is where none fits.
  func choose(from mails: MailSet) throws(Failure) -> Series {
    guard let standard = mails.defaultSeries else { throw mail.noSeries(in: mails.mails.count) }
    guard title != nil || version != nil else { return mails.series[standard] }
    let title = title ?? mails.series[standard].title
    let fitting = mails.series.filter { candidate in
      (String(candidate.index) == title || candidate.title.contains(title))
        && (version.map { $0 == candidate.version } ?? true)
    }
    guard let newest = fitting.max(by: { $0.version < $1.version }) else {
      let list = mails.series.map { "\($0.index): \($0.title), v\($0.version)" }
      throw Failure(
        .noInput, "\(mail.name): no such series; there are \(list.joined(separator: "; "))")
    }
    return newest
  }
}
