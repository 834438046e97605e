public import PatchDiff

/// One patch of a series, as the mail gives it.
public struct PatchToApply: Sendable {
  /// The patch's place in the series, for the results.
  public let number: Int
  /// Who wrote it.
  public let author: Identity
  /// When it was written.
  public let date: CommitDate
  /// Subject, blank line and body; cleaned when the commit is made.
  ///
  /// ``CommitMessage/joined(subject:body:)`` makes it.
  public let message: [UInt8]
  /// The patch text, as `git mailinfo` writes it.
  public let patch: [UInt8]

  /// Joins the parts.
  public init(number: Int, author: Identity, date: CommitDate, message: [UInt8], patch: [UInt8]) {
    self.number = number
    self.author = author
    self.date = date
    self.message = message
    self.patch = patch
  }
}

/// How commits are made of patches.
public struct SeriesOptions: Sendable {
  /// The date a committer puts on a commit.
  public enum CommitterDate: Sendable, Hashable {
    /// The author's, as with `git am --committer-date-is-author-date`.
    case author
    /// One moment for all commits.
    case fixed(CommitDate)
  }

  /// Who commits.
  public let committer: Identity
  /// When.
  public let committerDate: CommitterDate
  /// Whether each message gets the committer's `Signed-off-by`.
  public let signsOff: Bool
  /// Context lines that must match (`git am -C`); all if `nil`.
  public let minimumContext: Int?
  /// What is done about white space errors in added lines.
  public let whitespace: WhitespaceAction
  /// Whether a patch that does not apply is merged from the blobs its `index` lines name (`git am
  /// -3`).
  public let mergesThreeWay: Bool

  /// Joins the choices.
  public init(
    committer: Identity, committerDate: CommitterDate = .author, signsOff: Bool = false,
    minimumContext: Int? = nil, whitespace: WhitespaceAction = .keep, mergesThreeWay: Bool = false
  ) {
    self.committer = committer
    self.committerDate = committerDate
    self.signsOff = signsOff
    self.minimumContext = minimumContext
    self.whitespace = whitespace
    self.mergesThreeWay = mergesThreeWay
  }
}
