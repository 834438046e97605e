/// A cover letter and its patches, of one version.
public struct Series: Sendable {
  /// The series' place among all series found, counted from 0, in the order of the mailbox.
  public let index: Int
  /// The cover letter's title, or the first patch's.
  public let title: String
  /// The version that the subjects name; 1 if they name none.
  public let version: Int
  /// The number of patches that the subjects name.
  public let expected: Int
  /// The cover letter's index, counted from 1; nil if there is none.
  public let cover: Int?
  /// Who sent the cover letter, or wrote the first patch.
  public let author: Person
  /// The `Date` of the cover letter or first patch, as written.
  public let date: String
  /// The commit that the series is made for, if a `base-commit:` line names it.
  public let baseCommit: String?
  /// The figures that the cover letter promises.
  public let claims: [Claim]
  /// The subjects that the cover letter lists, in its order.
  public let announced: [String]
  /// The patches that are here, by number.
  public var patches: [SeriesPatch]
  /// The replies to the cover letter and the patches, in the order of the mailbox.
  public let replies: [Reply]
  /// What a person should know about this series.
  public let problems: [Problem]

  /// True if every number from 1 to ``expected`` has a patch.
  public var isComplete: Bool {
    expected > 0 && patches.map(\.number).elementsEqual(1...max(1, expected))
  }

  /// The moment of ``date``; nil if it cannot be read.
  public var sentAt: MailDate? {
    MailDate(Array(date.utf8)[...])
  }
}

/// One patch of a series.
public struct SeriesPatch: Sendable {
  /// Its number in the series, counted from 1.
  public let number: Int
  /// Its mail's index, counted from 1.
  public let message: Int
  /// The subject as `git am` commits it.
  public let subject: String
  /// The author as `git am` commits it: an in-body `From` wins.
  public let author: Person
  /// The date as `git am` reads it: an in-body `Date` wins.
  public let date: String
  /// The commit message below the subject; what is not UTF-8 becomes U+FFFD.
  public let body: String
  /// The patch's own trailers, then those that replies give it, each with its mail.
  public let trailers: [Trailer]
  /// Author, message and patch in bytes; nil if `git mailinfo` refuses the mail.
  public let info: MailInfo?
}

/// An answer to a cover letter or a patch.
public struct Reply: Sendable {
  /// Its mail's index, counted from 1.
  public let message: Int
  /// The number of the patch that it answers, 0 for the cover letter.
  public let number: Int
  /// The trailers that count: those that name the reply's sender.
  public let trailers: [Trailer]
  /// The trailers that do not count, since they name someone else.
  public let refused: [Trailer]
}

/// All mails of the input, and what became of each.
public struct MailSet: Sendable {
  /// What became of one mail.
  public struct Placement: Equatable, Sendable {
    /// What the mail is.
    public let kind: Mail.Kind
    /// The index of its series, counted from 0; nil if it belongs to none.
    public let series: Int?
    /// Its number in the series, or that of the mail it answers: 0 for a cover letter.
    ///
    /// Nil if it belongs to no series.
    public let number: Int?
  }

  /// The mails in the order of the input.
  public let mails: [Mail]
  /// What became of each mail, in the same order.
  public let placements: [Placement]
  /// The series, in the order of their first mails.
  public let series: [Series]
  /// What a person should know about mails that belong to no series.
  public let problems: [Problem]
  /// The index of the series to take if nobody says which: the newest version of the first one.
  public let defaultSeries: Int?
}
