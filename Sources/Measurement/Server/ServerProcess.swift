internal import FuseEngine
internal import Foundation
internal import Subprocess
internal import SystemPackage

/// A FUSE server that the engine talks to.
public enum ServerPlace: Hashable, Sendable, CustomStringConvertible {
  /// A program to start, which serves one end of a socket pair.
  case command(ServerCommand)
  /// A server that listens on a Unix socket of this name.
  case socket(String)

  /// Whether the server moves payload by itself, where the system lets it.
  var movesPagesByAddress: Bool {
    if case .command(let command) = self { command.movesPagesByAddress } else { false }
  }

  /// The command or the socket, for documents.
  public var description: String {
    switch self {
    case .command(let command): command.description
    case .socket(let path): "the server at \(path)"
    }
  }

  /// Does work against the server on a thread of its own.
  ///
  /// - Parameter work: Gets the socket to the server, which it owns, and the server's process
  ///   number, 0 where it is unknown.
  /// - Returns: What the work returns.
  /// - Throws: ``ServerError`` where there is no server or it ends too early; else what the work
  ///   throws.
  public func serve<Result: Sendable>(
    _ work: @escaping @Sendable (_ descriptor: Int32, _ process: Int32) throws -> Result
  ) async throws -> Result {
    switch self {
    case .command(let command):
      let pair = try SocketTransport.makePair()
      return try await ServerProcess.serve(command, on: pair.server) { process in
        await onThread { try work(pair.engine, process) }
      }
    case .socket(let path):
      let (descriptor, process): (Int32, Int32)
      do throws(ErrorNumber) { (descriptor, process) = try SocketTransport.connect(to: path) } catch
      {
        throw ServerError.notReached(socket: path, reason: error.description)
      }
      return try await onThread { try work(descriptor, process) }.get()
    }
  }
}

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
  ///   - work: Gets the server's process number.
  /// - Returns: What the work returns.
  /// - Throws: ``ServerError`` where the server does not start or ends too early; else what the
  ///   work throws.
  static func serve<Value: Sendable>(
    _ command: ServerCommand, on descriptor: Int32,
    _ work: @escaping @Sendable (_ process: Int32) async -> Result<Value, any Error>
  ) async throws -> Value {
    // A group of its own, so that Ctrl-C does not end the server before its files are removed.
    var options = PlatformOptions()
    options.processGroupID = 0
    let outcome: ExecutionResult<Outcome<Value>, DiscardedOutput, SequenceOutput>
    do {
      outcome = try await run(
        .path("/bin/sh"), arguments: ["-c", command.line], platformOptions: options,
        input: .fileDescriptor(
          FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: true),
        output: .discarded, error: .sequence
      ) { execution in
        async let lastWords = lastLines(of: execution.standardError)
        let result = await work(execution.processIdentifier.value)
        let patience = Task {
          try await Task.sleep(for: .seconds(3))
          await execution.teardown(
            using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))])
        }
        defer { patience.cancel() }
        return Outcome(result: result, lastWords: await lastWords)
      }
    } catch let error as SubprocessError {
      throw ServerError.notStarted(command: command.description, reason: "\(error)")
    }
    switch outcome.closureResult.result {
    case .success(let value): return value
    case .failure(let error as any LostServer) where error.isServerGone:
      throw ServerError.ended(
        command: command.description, status: Self.words(outcome.terminationStatus),
        lastWords: outcome.closureResult.lastWords, during: "\(error)")
    case .failure(let error): throw error
    }
  }

  private static func words(_ status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "exit code \(code)"
    case .signaled(let signal): "ended by signal \(signal)"
    }
  }

  private struct Outcome<Value: Sendable>: Sendable {
    var result: Result<Value, any Error>
    var lastWords: String
  }

  /// Keeps the last lines that a server wrote; reads to the end.
  private static func lastLines(of output: SubprocessOutputSequence) async -> String {
    var lines: [String] = []
    do {
      for try await line in output.strings() {
        lines.append(line.trimmingCharacters(in: .whitespacesAndNewlines))
        if lines.count > 5 { lines.removeFirst() }
      }
    } catch {
      lines.append("(its standard error could not be read: \(error))")
    }
    return lines.filter { !$0.isEmpty }.joined(separator: " / ")
  }
}

/// Does work on a thread of its own, since it waits and computes for long.
func onThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async -> Result<Value, any Error> {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: Result { try work() }) }
  }
}
