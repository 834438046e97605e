/// A cover letter and its patches, of one version.
package struct Series: Sendable {
  /// The series' place among all series found, counted from 0, in the order of the mailbox.
  package let index: Int
  /// The cover letter's title, or the first patch's.
  package let title: String
  /// The version that the subjects name; 1 if they name none.
  package let version: Int
  /// The number of patches that the subjects name.
  package let expected: Int
  /// The cover letter's index, counted from 1; nil if there is none.
  package let cover: Int?
  /// Who sent the cover letter, or wrote the first patch.
  package let author: Person
  /// The `Date` of the cover letter or first patch, as written.
  package let date: String
  /// The commit that the series is made for, if a `base-commit:` line names it.
  package let baseCommit: String?
  /// The figures that the cover letter promises.
  package let claims: [Claim]
  /// The subjects that the cover letter lists, in its order.
  package let announced: [String]
  /// The patches that are here, by number.
  package var patches: [SeriesPatch]
  /// The replies to the cover letter and the patches, in the order of the mailbox.
  package let replies: [Reply]
  /// What the user should know about this series.
  package let problems: [Problem]

  /// Whether every number from 1 to ``expected`` has a patch.
  package var isComplete: Bool {
    expected > 0 && patches.map(\.number).elementsEqual(1...max(1, expected))
  }

  /// The moment of ``date``; nil if it cannot be read.
  package var sentAt: MailDate? {
    MailDate(Array(date.utf8)[...])
  }
}

/// One patch of a series.
package struct SeriesPatch: Sendable {
  /// Its number in the series, counted from 1.
  package let number: Int
  /// Its mail's index, counted from 1.
  package let message: Int
  /// The subject as `git am` commits it.
  package let subject: String
  /// The author as `git am` commits it: an in-body `From` wins.
  package let author: Person
  /// The date as `git am` reads it: an in-body `Date` wins.
  package let date: String
  /// The commit message below the subject; what is not UTF-8 becomes U+FFFD.
  package let body: String
  /// The patch's own trailers, then those that replies give it, each with its mail.
  package let trailers: [Trailer]
  /// Author, message and patch in bytes; nil if `git mailinfo` refuses the mail.
  package let info: MailInfo?
}

/// An answer to a cover letter or a patch.
package struct Reply: Sendable {
  /// Its mail's index, counted from 1.
  package let message: Int
  /// The number of the patch that it answers, 0 for the cover letter.
  package let number: Int
  /// The trailers that count: those that name the reply's sender.
  package let trailers: [Trailer]
  /// The trailers that do not count, since they name someone else.
  package let refused: [Trailer]
}

/// All mails of the input, and what became of each.
package struct MailSet: Sendable {
  /// What became of one mail.
  package struct Placement: Equatable, Sendable {
    /// What the mail is.
    package let kind: Mail.Kind
    /// The index of its series, counted from 0; nil if it belongs to none.
    package let series: Int?
    /// Its number in the series, or that of the mail it answers: 0 for a cover letter.
    ///
    /// Nil if it belongs to no series.
    package let number: Int?
  }

  /// The mails in the order of the input.
  package let mails: [Mail]
  /// What became of each mail, in the same order.
  package let placements: [Placement]
  /// The series, in the order of their first mails.
  package let series: [Series]
  /// What the user should know about mails that belong to no series.
  package let problems: [Problem]
  /// The index of the series to take where the user does not choose one: the newest version of the first one.
  package let defaultSeries: Int?
}
