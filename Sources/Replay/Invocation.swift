internal import Failures
internal import Foundation
package import FuseEngine
internal import Glibc

/// How this program was started, and as what.
package struct Invocation: Sendable {
  /// The program's version, which every run records.
  package var version: String
  /// The program's own file, links resolved; nil where the system does not say.
  package var program: String?
  /// The words it was started with, its own name first.
  package var arguments: [String]
  /// The environment variables.
  package var environment: [String: String]
  /// This process, as the kernel names it to servers.
  package var caller: Caller

  package init(
    version: String, program: String?, arguments: [String], environment: [String: String],
    caller: Caller
  ) {
    self.version = version
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.caller = caller
  }

  /// This process.
  package static func current(version: String) -> Invocation {
    let program = realpath("/proc/self/exe", nil)
    defer { free(program) }
    return Invocation(
      version: version, program: program.map { String(cString: $0) },
      arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment,
      caller: Caller(user: getuid(), group: getgid(), process: UInt32(bitPattern: getpid())))
  }

  /// The program's own file, for what has to be started from there.
  func ownFile() throws(Failure) -> String {
    guard let program else {
      throw Failure(.unavailable, "cannot resolve this executable's path (/proc/self/exe)")
    }
    return program
  }
}
