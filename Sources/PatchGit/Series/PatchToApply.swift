package import PatchDiff

/// One patch of a series, as the mail gives it.
package struct PatchToApply: Sendable {
  /// The patch's place in the series, for the results.
  package let number: Int
  /// Who wrote it.
  package let author: Identity
  /// When it was written.
  package let date: CommitDate
  /// Subject, blank line and body; cleaned when the commit is made.
  ///
  /// ``CommitMessage/joined(subject:body:)`` makes it.
  package let message: [UInt8]
  /// The patch text, as `git mailinfo` writes it, with its diffs.
  package let patch: ParsedPatch

  package init(
    number: Int, author: Identity, date: CommitDate, message: [UInt8], patch: ParsedPatch
  ) {
    self.number = number
    self.author = author
    self.date = date
    self.message = message
    self.patch = patch
  }
}

/// How commits are made of patches.
package struct SeriesOptions: Sendable {
  /// The date a committer puts on a commit.
  package enum CommitterDate: Sendable, Hashable {
    /// The author's, as with `git am --committer-date-is-author-date`.
    case author
    /// One moment for all commits.
    case fixed(CommitDate)
  }

  /// Who commits.
  package let committer: Identity
  /// When.
  package let committerDate: CommitterDate
  /// Whether each message gets the committer's `Signed-off-by`.
  package let signsOff: Bool
  /// Context lines that must match (`git am -C`); all if nil.
  package let minimumContext: Int?
  /// What is done about white space errors in added lines.
  package let whitespace: WhitespaceAction
  /// Whether a patch that does not apply is merged from the blobs its `index` lines name (`git am
  /// -3`).
  package let mergesThreeWay: Bool

  package init(
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
