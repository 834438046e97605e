/// Something about the mails that the user should know.
package struct Problem: Equatable, Sendable {
  /// How much it matters.
  package enum Severity: String, Sendable {
    /// The series is not whole, or a mail cannot be used.
    case error
    /// The result may not be what the sender meant.
    case warning
    /// Worth knowing.
    case note
  }

  /// What it is, as a word that scripts may rely on.
  package enum Code: String, Sendable, CaseIterable {
    /// A number of the series has no mail.
    case missingPatch = "missing-patch"
    /// A number of the series has more than one mail.
    case duplicatePatch = "duplicate-patch"
    /// The mails do not lie in the order of their numbers.
    case outOfOrder = "out-of-order"
    /// A series of several patches without a cover letter.
    case missingCover = "missing-cover"
    /// A patch's number is higher than the total it names.
    case numberExceedsTotal = "number-exceeds-total"
    /// Several patches without numbers, taken in the order of the mailbox.
    case unnumbered = "unnumbered"
    /// `git mailinfo` refuses the mail.
    case unreadableMail = "unreadable-mail"
    /// The mail's charset is not known, or its text is not valid in it.
    case unknownCharset = "unknown-charset"
    /// The date is missing or cannot be read.
    case unreadableDate = "unreadable-date"
    /// The mail has no author.
    case missingAuthor = "missing-author"
    /// Other versions of the series are in the mailbox.
    case severalVersions = "several-versions"
    /// The patches have different authors.
    case mixedAuthor = "mixed-author"
    /// A reply holds a diff, or answers no mail that is here.
    case replyIgnored = "reply-ignored"
    /// A reply's trailer names someone else than its sender.
    case trailerMismatch = "trailer-mismatch"
    /// The mail belongs to no series.
    case otherMail = "other-mail"
    /// A numbered patch without a diff.
    case noDiff = "no-diff"
    /// Long lines of the diff were broken on the way.
    case wrappedDiff = "wrapped-diff"
    /// The text was format=flowed: blanks at line ends may be lost.
    case flowedText = "flowed-text"
    /// Lines of the diff end in a carriage return.
    case crlf = "crlf"
    /// `>From ` in a mail that was not read as mboxrd: the `>` may be the mailbox's.
    case mboxrdFrom = "mboxrd-from"
    /// Text in front of the first message was left out.
    case leadingJunk = "leading-junk"
    /// A bare letter names patches that are not here.
    case letterAlone = "letter-alone"
    /// The letter's list of patches has another length than it says.
    case announcedCount = "announced-count"
  }

  /// How much it matters.
  package let severity: Severity
  /// What it is.
  package let code: Code
  /// The number of the patch in its series; nil if it is about none or several.
  package let patch: Int?
  /// The mail's index, counted from 1; nil if it is about none or several.
  package let mail: Int?
  /// One sentence.
  package let message: String

  init(
    _ severity: Severity, _ code: Code, patch: Int? = nil, mail: Int? = nil, _ message: String
  ) {
    self.severity = severity
    self.code = code
    self.patch = patch
    self.mail = mail
    self.message = message
  }
}
