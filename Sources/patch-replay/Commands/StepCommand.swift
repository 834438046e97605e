import ArgumentParser
import Documents
import EngineLane
import Glibc
import PatchMail
import Reports
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
  var out = "patch-replay-out"

  @OptionGroup var target: TargetOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesChoice

  func validate() throws {
    guard !inputs.contains("-") else {
      throw ValidationError("Standard input cannot be both the mailbox and the keys; say a file.")
    }
  }

  func run() throws {
    let input = try read()
    let mailbox = StepMailbox()
    let actions = StepActions(input, server: server, out: out, mailbox: mailbox)
    let material = try input.material()
    guard !material.patches.isEmpty else {
      throw Failure(
        .badInput, "\(MailboxArguments.name(inputs)): there is no patch to step through")
    }
    let isPlain = plain || isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0
    if isPlain {
      try StepPrompt(PlainStepper(material), mailbox: mailbox).run(
        actions.perform, stop: { actions.stop })
    } else {
      let isDone = try CursesLoop.run(
        StepState(material, isASCII: CursesLoop.isASCII), mailbox: mailbox,
        perform: actions.perform)
      guard isDone else { throw ExitCode(Failure.Code.interrupted.rawValue) }
    }
  }

  private func read() throws -> StepInput {
    if let kept = inputs.first(where: Self.isRun) {
      guard !target.isGiven else {
        throw Failure(.usage, "\(kept) is a run that was kept: --repo and --tree go with a mailbox")
      }
      guard inputs.count == 1 else {
        throw Failure(.usage, "\(kept) is a run that was kept: it goes with no other file")
      }
      return StepInput(try RunFile.read(kept))
    }
    let series = try choice.read(inputs, with: mail, takesInput: false)
    return try StepInput(series, onto: target.place, server: server.place().description)
  }

  /// Whether a file begins as a JSON object does; a pipe, which can be read once only, is a mailbox.
  private static func isRun(_ path: String) -> Bool {
    var attributes = stat()
    guard stat(path, &attributes) == 0, attributes.st_mode & S_IFMT == S_IFREG,
      let file = fopen(path, "r")
    else { return false }
    defer { fclose(file) }
    var byte = fgetc(file)
    while byte == 32 || 9...13 ~= byte { byte = fgetc(file) }
    return byte == Int32(UInt8(ascii: "{"))
  }
}
