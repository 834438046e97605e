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
      return try await ServerProcess.serve(command, work)
    case .socket(let path):
      let (descriptor, process): (Int32, Int32)
      do throws(ErrorNumber) { (descriptor, process) = try SocketTransport.connect(to: path) } catch
      {
        throw ServerError.notReached(socket: path, reason: error.description)
      }
      return try await ServerProcess.onThread { try work(descriptor, process) }.get()
    }
  }
}

/// A FUSE server as a child process that serves one end of a socket pair.
enum ServerProcess {
  /// Starts a server, does work against it on a thread of its own, and ends the server.
  ///
  /// The server inherits its end of the pair as standard input, which libfuse takes as
  /// `/dev/fd/0` in place of a mountpoint; it ends when the work closes the other end.
  ///
  /// - Parameters:
  ///   - command: What to start.
  ///   - work: Gets the transport's descriptor, which it owns, and the server's process number.
  /// - Returns: What the work returns.
  /// - Throws: ``ServerError`` where the server does not start or ends too early; else what the
  ///   work throws.
  static func serve<Result: Sendable>(
    _ command: ServerCommand,
    _ work: @escaping @Sendable (_ descriptor: Int32, _ process: Int32) throws -> Result
  ) async throws -> Result {
    let pair = try SocketTransport.makePair()
    let outcome: ExecutionResult<Outcome<Result>, FileDescriptorOutput, SequenceOutput>
    do {
      outcome = try await run(
        .path("/bin/sh"), arguments: ["-c", command.line],
        input: .fileDescriptor(
          FileDescriptor(rawValue: pair.server), closeAfterSpawningProcess: true),
        output: .currentStandardError, error: .sequence
      ) { execution in
        async let lastWords = lastLines(of: execution.standardError)
        let result = await onThread {
          try work(pair.engine, execution.processIdentifier.value)
        }
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
        command: command.description, status: "\(outcome.terminationStatus)",
        lastWords: outcome.closureResult.lastWords, during: "\(error)")
    case .failure(let error): throw error
    }
  }

  private struct Outcome<Value: Sendable>: Sendable {
    var result: Swift.Result<Value, any Error>
    var lastWords: String
  }

  fileprivate static func onThread<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async -> Swift.Result<Value, any Error> {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: Swift.Result { try work() })
      }
    }
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
