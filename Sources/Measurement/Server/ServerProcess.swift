public import FuseEngine
internal import Foundation
internal import Subprocess
internal import SystemPackage

/// A FUSE server to start: a command in which `{}` stands for the place to serve.
public struct ServerCommand: Hashable, Sendable, CustomStringConvertible {
  /// The command as a shell reads it.
  public let description: String

  /// Wraps a command line; `{}` in it becomes the descriptor that the server is to serve.
  public init(_ commandLine: String) { description = commandLine }

  /// A program that takes the place to serve as its last argument.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - options: Arguments before the place.
  public init(program path: String, options: [String]) {
    let words = [path] + options
    description = (words.map(Self.quote) + ["{}"]).joined(separator: " ")
  }

  private static func quote(_ word: String) -> String {
    let plain = word.utf8.allSatisfy {
      ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) || "/-_.=,+:@".utf8.contains($0)
    }
    return plain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  var line: String { "exec " + description.replacing("{}", with: "/dev/fd/0") }
}

/// Why a server did not serve.
public enum ServerError: Error, CustomStringConvertible {
  /// It could not be started.
  case notStarted(command: String, reason: String)
  /// It ended before it was told to; its last words are what it wrote to standard error.
  case ended(command: String, status: String, lastWords: String, during: String)

  /// What happened, with the server's own last words.
  public var description: String {
    switch self {
    case .notStarted(let command, let reason):
      "the server could not be started (\(command)): \(reason)"
    case .ended(let command, let status, let lastWords, let during):
      "\(during) (\(command); \(status))"
        + (lastWords.isEmpty ? "; it said nothing" : "; its last words: \(lastWords)")
    }
  }
}

/// A FUSE server as a child process that serves one end of a socket pair.
public enum ServerProcess {
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
  public static func serve<Result: Sendable>(
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

  private static func onThread<Value: Sendable>(
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

/// An error that may mean that the server is gone.
protocol LostServer: Error {
  var isServerGone: Bool { get }
}

extension TransportError: LostServer {
  var isServerGone: Bool {
    if case .serverGone = self { true } else { false }
  }
}

extension ConnectionError: LostServer {
  var isServerGone: Bool {
    if case .transport(let error) = self { error.isServerGone } else { false }
  }
}
