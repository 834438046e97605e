import ArgumentParser
import Failures
import Glibc
import Replay

/// The program: it reads the arguments, runs one subcommand and turns errors into exit codes.
@main
struct PatchReplay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch-replay",
    abstract: "Step through a patch series and see what each patch changed, measured.",
    discussion: """
      Feed it an mbox:

        patch-replay series.mbox                  read it, apply it, measure it, report it
        patch-replay inspect series.mbox          what is in the mail, and what is wrong with it
        patch-replay step series.mbox             walk through it, patch by patch
        patch-replay apply series.mbox --repo .   commit it as `git am` would

      Exit codes: 0 done; 1 done, and the answer is bad; 64 usage; 65 bad input; 66 no such input;
      69 this machine lacks something; 70 a bug; 74 input/output error; 130 interrupted.
      """,
    version: "patch-replay \(programVersion)",
    subcommands: [
      RunCommand.self, InspectCommand.self, ApplyCommand.self, ReplayCommand.self,
      KernelCommand.self, MeasureCommand.self, TraceCommand.self, ReportCommand.self,
      StepCommand.self, MeteredCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// The program's version, also recorded in every run.
  private static let programVersion = "0.1.0"

  /// How the program was started.
  static var invocation: Invocation { .current(version: programVersion) }

  static func main() async {
    let guess = CommandGuess(configuration.subcommands)
    if let failure = guess.failure(for: Array(CommandLine.arguments.dropFirst())) { end(failure) }
    let parsed: any ParsableCommand
    do { parsed = try parseAsRoot() } catch { end(parsing: error) }
    do {
      var command = parsed
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      // Help that was asked for, wrong usage, and codes that were set: the parser's own ends.
      let code = exitCode(for: error)
      if error is ExitCode || code == .success || code == .validationFailure {
        end(parsing: error)
      }
      end(Failure(untyped: error))
    }
  }

  /// Ends the program as the parser does: with help that was asked for, or with what is wrong with the
  /// words of the command line, which are foreign text too.
  private static func end(parsing error: any Error) -> Never {
    let code = exitCode(for: error)
    guard code == .validationFailure, !(error is ExitCode) else { exit(withError: error) }
    Terminal.reportLines(fullMessage(for: error))
    Glibc.exit(code.rawValue)
  }

  /// Ends the program with a failure's line and code.
  private static func end(_ failure: Failure) -> Never {
    Terminal.report("patch-replay: \(failure.message)")
    Glibc.exit(failure.exitClass.rawValue)
  }
}
