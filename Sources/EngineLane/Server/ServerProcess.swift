internal import CLinuxProcess
internal import Glibc
internal import Rounds
internal import Subprocess
internal import SystemPackage

/// A FUSE server as a child process that serves a descriptor.
enum ServerProcess {
  /// Starts a server, lets work be done against it, and ends it.
  ///
  /// The server inherits the descriptor as standard input, which libfuse takes as `/dev/fd/0` in
  /// place of a mountpoint; it ends when the work closes the other end.
  ///
  /// - Parameters:
  ///   - command: What to start.
  ///   - descriptor: What it is to serve; it is closed here.
  ///   - stop: Whether the server gets less time to end by itself; asked when the work is done.
  ///   - work: Gets the server's process number.
  /// - Returns: What the work returns.
  /// - Throws: ``ServerError`` where the server does not start or ends too early; else what the
  ///   work throws.
  static func serve<Value: Sendable>(
    _ command: ServerCommand, on descriptor: Int32, stop: StopToken,
    _ work: @escaping @Sendable (_ process: Int32) async -> Result<Value, any Error>
  ) async throws -> Value {
    // A group of its own, so that Ctrl-C does not end the server before its files are removed.
    var options = PlatformOptions()
    options.processGroupID = 0
    let words = try LastWords()
    let outcome: ExecutionResult<Result<Value, any Error>, DiscardedOutput, FileDescriptorOutput>
    do {
      outcome = try await run(
        .path("/bin/sh"), arguments: ["-c", command.line], platformOptions: options,
        input: .fileDescriptor(
          FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: true),
        output: .discarded,
        error: .fileDescriptor(
          FileDescriptor(rawValue: words.writeEnd), closeAfterSpawningProcess: true)
      ) { execution in
        let result = await work(execution.processIdentifier.value)
        // A server that does not end by itself is told to, and then made to.
        await end(execution.processIdentifier.value, isHurried: stop.isImmediate)
        return result
      }
    } catch let error as SubprocessError {
      throw ServerError.notStarted(command: command.description, reason: "\(error)")
    }
    switch outcome.closureResult {
    case .success(let value): return value
    case .failure(let error as any LostServer) where error.isServerGone:
      throw ServerError.ended(
        command: command.description, status: outcome.terminationStatus.words,
        lastWords: words.text(), during: "\(error)")
    case .failure(let error): throw error
    }
  }

  /// Ends a server that has nothing to serve any more: it ends by itself, is told to, or is made to.
  ///
  /// So does what it has started: all of its group, which is its own and lasts until it is reaped.
  private static func end(_ process: Int32, isHurried: Bool) async {
    if await !hasEnded(process, within: isHurried ? .milliseconds(100) : .seconds(3)) {
      kill(-process, SIGTERM)
      _ = await hasEnded(process, within: .seconds(isHurried ? 1 : 2))
    }
    kill(-process, SIGKILL)
  }

  private static func hasEnded(_ process: Int32, within timeout: Duration) async -> Bool {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < timeout {
      // It is not reaped: that is the job of the code that started it.
      var information = siginfo_t()
      let status = waitid(
        P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG)
      if status != 0 || information.si_signo == SIGCHLD { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }
}

extension TerminationStatus {
  /// How a process ended, in words.
  fileprivate var words: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .signaled(let number): "ended by signal \(number)"
    }
  }
}
