import Foundation
import Glibc

/// A program that a test has started: its descriptors, its end and what it has said.
///
/// It is ended when the test ends without having waited for it.
final class ChildProcess {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let processID: pid_t
  private var exitStatus: Int32?
  private let output: FileHandle

  /// Starts a program with a descriptor as its standard input, and collects what it writes.
  init(_ arguments: [String], standardInput: Int32? = nil) throws {
    var ends: [Int32] = [0, 0]
    // A socket pair and not a pipe: it is closed on exec from the start, so that children of
    // other tests cannot inherit an end.
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw Failure(description: "no socket pair")
    }
    output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let standardInput {
      posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var processID: pid_t = 0
    let status = posix_spawnp(&processID, arguments[0], &actions, nil, &words, environ)
    guard status == 0 else {
      throw Failure(
        description: "cannot start \(arguments[0]): \(String(cString: strerror(status)))")
    }
    self.processID = processID
  }

  deinit {
    if exitStatus != nil { return }
    // First in order, so that a server can clean up, then by force.
    kill(processID, SIGTERM)
    for _ in 0..<500 {
      if waitpid(processID, nil, WNOHANG) != 0 { return }
      usleep(10_000)
    }
    kill(processID, SIGKILL)
    _ = wait()
  }

  /// Waits for the end; a process that a signal has ended gives the signal's negative number.
  func wait() -> Int32 {
    if let exitStatus { return exitStatus }
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
    let result = status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    exitStatus = result
    return result
  }

  /// All that the process has written until its end, to standard output and standard error.
  func readOutput() throws -> String {
    String(decoding: try output.readToEnd() ?? Data(), as: UTF8.self)
  }

  /// Runs a program to its end; returns its exit status and what it has written.
  static func run(_ arguments: String...) throws -> (status: Int32, output: String) {
    let child = try ChildProcess(arguments)
    let output = try child.readOutput()
    return (child.wait(), output)
  }

  /// The server under test, which lies beside the test's own executable.
  static let server = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("patch-replay-fused").path
}
