import ArgumentParser
import Documents
import Replay
import Reports
import Rounds

/// `measure`: any project's own build and run commands at every stage.
struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Build and run any project at every patch of a series, and say which changed what.",
    discussion: """
      Every stage is built before anything is measured, and kept: a stage whose files, commands and \
      tools are the same is not built again. A built stage that no run has used for 30 days is \
      removed. Then come rounds in which every stage runs once. \
      A run that fails is tried again once in its place; a stage of which most runs fail is left out. \
      Ctrl-C, or SIGTERM, ends after the command that runs (a build: after five seconds), a second one at \
      once; both show what is known, and --resume goes on.
      """)

  @Argument(help: MailboxArguments.help)
  var mailboxes: [String] = []

  @Option(help: ArgumentHelp("The repository.", valueName: "dir"))
  var repo: String?

  @Option(help: ArgumentHelp("The commit to apply to (default: HEAD).", valueName: "rev"))
  var base: String?

  @Option(help: ArgumentHelp("Apply to the files of this folder.", valueName: "dir"))
  var tree: String?

  @Option(
    help: ArgumentHelp(
      "Measure these commits of --repo instead of mail.", valueName: "base..tip"))
  var range: String?

  @OptionGroup var text: TextOptions
  @OptionGroup var command: CommandOptions
  @OptionGroup var rounds: RoundOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var counts: CountOptions
  @OptionGroup var limits: FailureOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesOptions

  @Option(
    help: ArgumentHelp(
      "Where run.json, report.html and the journal go.",
      discussion: "An earlier run in that folder is moved to earlier/TIME in it.",
      valueName: "dir"))
  var out = RunCommand.folder

  @Flag(
    help: """
      Build the base once more elsewhere and measure it in every round: what a build alone changes is \
      blamed on no patch.
      """)
  var layoutFloor = false

  @Flag(help: "Go on with the journal that is there.")
  var resume = false

  @Flag(help: "Measure patches again that an earlier run with the same commands has measured.")
  var again = false

  @Option(
    help: ArgumentHelp(
      "Where built stages and results are kept (default: ~/.cache/patch-replay).",
      valueName: "dir"))
  var cache: String?

  @Flag(help: "Print run.json's document.")
  var json = false

  func validate() throws {
    try MailboxArguments.refuseMixedInput(mailboxes)
    guard mailboxes.isEmpty != (range == nil) else {
      throw ValidationError("Say either a mailbox or --range.")
    }
    guard (repo == nil) != (tree == nil) else {
      throw ValidationError("Say either --repo or --tree.")
    }
    guard range == nil || repo != nil else { throw ValidationError("--range goes with --repo.") }
    guard timesRounds || !(confirmation.confirm || layoutFloor) else {
      throw ValidationError(
        "--confirm and --layout-floor are about rounds: say how many with --rounds.")
    }
    guard base == nil || (repo != nil && range == nil) else {
      throw ValidationError("--base goes with a mailbox and --repo.")
    }
  }

  /// Whether rounds are timed: counting takes their place where none are asked for.
  private var timesRounds: Bool { counts.count == nil || rounds.isTold }

  func run() async throws {
    var request = MeasureRequest(
      source, settings: command.settings, end: rounds.end(unlessTold: .twentyRounds), out: out)
    request.seed = rounds.seed
    request.confirms = confirmation.confirm
    request.gate = try limits.gate
    request.counting = counts.counting(timesRounds: timesRounds)
    request.findsLayoutFloor = layoutFloor
    request.resumes = resume
    request.measuresAll = again
    request.cache = cache
    request.buildLimit = command.buildTimeout
    let line = CommandProgressLine(isShown: rounds.showsProgress)
    let outcome = try await request.perform(PatchReplay.invocation, line.observer)
    line.clear()
    try outcome.show { answer in
      if json { return try JSONText.pretty(answer.run) }
      return answer.isEmpty ? "" : TextReport(answer.run, style: text.style).render()
    } lastLines: { answer in
      answer.isEmpty ? nil : LastLines(answer.run, answer.written, text.style, isDocument: json)
    }
  }

  private var source: MeasureRequest.Source {
    if let range { return .commits(range, repository: repo ?? ".") }
    return .mail(
      choice.request(mailboxes, mail),
      onto: tree.map { .folder($0) } ?? .repository(repo ?? ".", base: base ?? "HEAD"))
  }
}
