import ArgumentParser
import Failures
import Glibc
import Replay
import Stepper

/// `step`: a walk through a series, patch by patch, in the terminal.
struct StepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Step through a series in the terminal, patch by patch.",
    discussion: """
      Takes a mailbox, or a run.json that was kept. n applies the next patch, p takes the last one \
      back; tab goes from the message to the diff, the files, the stage, the numbers, the rounds, \
      the requests and the log; r measures this patch against the stage before; ? lists all keys. \
      Nothing is measured unless asked for.

      Without a terminal, or with --plain, it is a prompt that takes words: next, show diff, \
      numbers, search WORDS, quit.
      """)

  @Argument(
    help: ArgumentHelp(
      "A mailbox, a maildir, a folder of mails, several files, or a run.json.",
      valueName: "mbox|run.json"))
  var inputs: [String]

  @Flag(help: "A prompt that takes words, in place of the full screen.")
  var plain = false

  @Option(help: ArgumentHelp("Where reports go.", valueName: "dir"))
  var out = RunCommand.folder

  @OptionGroup var target: TargetOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesOptions

  func validate() throws {
    guard !inputs.contains("-") else {
      throw ValidationError("Standard input cannot be both the mailbox and the keys; say a file.")
    }
  }

  func run() throws {
    var request = StepRequest(choice.request(inputs, mail), out: out)
    request.target = target.place ?? .hollow
    request.server = server.choice
    request.showPage = Desktop.showPage(PatchReplay.invocation.environment)
    let session = try request.open(PatchReplay.invocation, .terminal)
    guard !plain, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      return try StepPrompt(PlainStepper(session.material), mailbox: session.mailbox)
        .run(session.perform, stop: { session.stop })
    }
    let isDone = try CursesLoop.run(
      StepState(session.material, isASCII: CursesLoop.isASCII), mailbox: session.mailbox,
      perform: session.perform)
    guard isDone else { throw ExitCode(ExitClass.interrupted.rawValue) }
  }
}
