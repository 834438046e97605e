/// What kind of end an error is for a program, with the exit code that scripts rely on.
///
/// The codes from 64 on are those of `sysexits.h`; 130 is what a shell makes of `SIGINT`.
package enum ExitClass: Int32, CaseIterable, Hashable, Sendable {
  /// The work is done, and the answer is bad: a patch does not apply, a limit is exceeded.
  case badAnswer = 1
  /// The command line asks for what cannot be.
  case usage = 64
  /// The input is not what it should be.
  case badInput = 65
  /// There is no such input.
  case noInput = 66
  /// This machine lacks something.
  case unavailable = 69
  /// A bug.
  case software = 70
  /// A file, a connection or a process failed.
  case inputOutput = 74
  /// The user stopped it.
  case interrupted = 130
}
