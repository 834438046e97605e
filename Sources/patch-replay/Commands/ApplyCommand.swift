import ArgumentParser
import Documents
import PatchDiff
import Replay
import Reports

/// `apply`: commit a series as `git am` would.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Commit a series to a repository as `git am` would, without a work tree.",
    discussion: """
      The commits are those of `git am --committer-date-is-author-date`, bit for bit. \
      Without --branch they are written and no ref moves; with --branch that branch moves once, \
      at the end. Nothing is written if a patch does not apply (exit code 1), or with --dry-run. \
      Where patches of the series are missing and those that are here apply, these are committed, \
      and the exit code is 1 too.
      """)

  enum CommitterDate: String, ExpressibleByArgument, CaseIterable {
    case author, now
  }

  /// The names of `git am --whitespace`.
  enum Whitespace: String, ExpressibleByArgument, CaseIterable {
    case nowarn, warn, fix, strip, error
    case errorAll = "error-all"

    var action: WhitespaceAction {
      switch self {
      case .nowarn, .warn: .keep
      case .fix, .strip: .fix
      case .error, .errorAll: .refuse
      }
    }
  }

  @OptionGroup var mailboxes: MailboxArguments

  @Option(help: ArgumentHelp("The repository.", valueName: "dir"))
  var repo: String

  @Option(help: ArgumentHelp("What to apply to.", valueName: "rev"))
  var base = "HEAD"

  @Option(help: ArgumentHelp("The branch that is to hold the commits.", valueName: "name"))
  var branch: String?

  @Flag(help: "Compute every id and write nothing.")
  var dryRun = false

  @Flag(help: "Add the committer's Signed-off-by to each message.")
  var signoff = false

  @Option(
    name: .customShort("C", allowingJoined: true),
    parsing: .unconditional,
    help: ArgumentHelp("Context lines that must match at least (default: all).", valueName: "n"))
  var context: Int?

  @Option(
    help: ArgumentHelp(
      "What is done about white space errors in added lines.",
      valueName: "action"))
  var whitespace = Whitespace.warn

  @Flag(
    name: .customLong("3way"),
    help: "Where a patch does not apply, merge it from the blobs its index lines name.")
  var threeWay = false

  @Option(help: "The committer's date.")
  var date = CommitterDate.author

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var text: TextOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesOptions

  func validate() throws {
    if let context, context < 0 { throw ValidationError("-C must not be negative.") }
  }

  func run() throws {
    var request = ApplyRequest(choice.request(mailboxes.paths, mail), repository: repo)
    request.base = base
    request.branch = branch
    request.isDryRun = dryRun
    request.signsOff = signoff
    request.minimumContext = context
    request.whitespace = whitespace.action
    request.mergesThreeWay = threeWay
    request.isDatedNow = date == .now
    try request.perform(PatchReplay.invocation, .terminal).show { document in
      try json
        ? JSONText.pretty(document)
        : ApplyReport(document, style: text.style).render()
          + (document.complete && !dryRun ? "" : "nothing was written\n")
    }
  }
}
