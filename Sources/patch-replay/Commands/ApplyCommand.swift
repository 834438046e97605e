import ArgumentParser
import Documents
import PatchDiff
import PatchGit
import PatchMail
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
    help: ArgumentHelp("Context lines that must match at least; all unless told.", valueName: "n"))
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
  @OptionGroup var choice: SeriesChoice

  func validate() throws {
    if let context, context < 0 { throw ValidationError("-C must not be negative.") }
  }

  func run() throws {
    let series = try choice.read(mailboxes.paths, with: mail)
    // Of several files it was told which they are.
    for problem in series.problems
    where mailboxes.paths.count == 1 && [.outOfOrder, .duplicatePatch].contains(problem.code) {
      Terminal.report("\(problem.severity): \(problem.message)")
    }
    let patches = try series.patches.map { patch throws(UnusablePatch) in try PatchToApply(patch) }
    guard !patches.isEmpty else {
      throw Failure(.badAnswer, "\(mailboxes.name): the series has no patches here to apply")
    }
    let repository = try Repository(path: repo)
    guard let committer = try Committer.identity(in: repository) else {
      throw Failure(
        .usage,
        "nobody to commit as: set GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL, or user.name "
          + "and user.email in \(repo)")
    }
    let base = try repository.base(self.base)
    let applied = try repository.apply(
      patches, onto: base,
      options: PatchGit.SeriesOptions(
        committer: committer,
        committerDate: date == .author ? .author : .fixed(Committer.now()), signsOff: signoff,
        minimumContext: context, whitespace: whitespace.action, mergesThreeWay: threeWay))
    var kept: String?
    if applied.isComplete, dryRun {
      if let branch { try repository.checkKeeping(applied, branch: branch) }
    } else if applied.isComplete {
      if let branch {
        _ = try repository.keep(
          applied, branch: branch, committer: committer, reason: "patch-replay: \(series.title)")
        kept = branch
      } else {
        try repository.write(applied)
      }
    }
    let document = ApplyDocument(
      applied.stages,
      base: ApplyBase(
        kind: .repository, commit: base.commit?.description, tree: base.tree.description),
      branch: kept)
    let nothing = applied.isComplete ? "" : "nothing was written\n"
    try Terminal.print(
      json
        ? JSONText.pretty(document) : ApplyReport(document, style: text.style).render() + nothing)
    if let problem = document.problem { throw Failure(.badAnswer, problem) }
    guard series.isComplete else {
      throw Failure(
        .badAnswer,
        "\(mailboxes.name): \(series.patches.count) of \(series.expected) patches are here; "
          + (dryRun ? "those apply" : "those are committed"))
    }
  }
}

extension ApplyDocument {
  /// The first thing that did not apply, in one line.
  var problem: String? {
    guard let patch = patches.first(where: { $0.status == .conflict }) else { return nil }
    guard let reject = patch.rejects.first else { return "patch \(patch.number) does not apply" }
    let place = reject.path.isEmpty ? "" : "\(reject.path):\(reject.line): "
    return "patch \(patch.number) does not apply: \(place)\(reject.reason)"
  }
}
