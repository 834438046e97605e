internal import Foundation
internal import Glibc
internal import Rounds
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// Runs commands, each in a ``MeteredProcess`` of its own.
struct CommandMeter: Sendable {
  /// The program that has the `metered` subcommand.
  let program: String
  /// Where reports and output go; outside of any stage's tree.
  let folder: String
  /// Variables that are added to those of this process.
  let environment: [String: String]
  /// Asks to end early; a request to stop at once ends the command.
  let stop: StopToken

  /// What a command left.
  struct Finished: Sendable {
    let report: ProcessReport
    /// The file that holds what it wrote to standard output.
    let output: String
    /// The file that holds what it wrote to standard error.
    let errors: String

    /// How a command that failed ended, with the last lines of what it wrote to standard error.
    var failure: String {
      let words = CommandMeter.tail(of: errors)
      return report.ending + (words.isEmpty ? "" : "\n" + words)
    }
  }

  /// Runs a command in a folder and waits for its end.
  ///
  /// - Parameters:
  ///   - command: The command, as a shell reads it.
  ///   - workingFolder: Where it runs.
  ///   - limit: Seconds after which it is ended; no limit where nil.
  ///   - grace: Seconds that it may go on after the first request to stop; as long as it likes where nil.
  ///   - processors: Processors that it may use; all where empty.
  ///   - variables: Variables that are added to those of all commands.
  /// - Returns: What it left.
  /// - Throws: ``CommandError`` where it cannot be started, or was ended by a request to stop.
  func run(
    _ command: String, in workingFolder: String, limit: Double? = nil, grace: Double? = nil,
    processors: [Int] = [], adding variables: [String: String] = [:]
  ) async throws(CommandError) -> Finished {
    guard access(workingFolder, X_OK) == 0 else { throw CommandError.treeGone(workingFolder) }
    let report = folder + "/report.json"
    let (output, errors) = (folder + "/output", folder + "/errors")
    unlink(report)
    var invocation = MeteredInvocation(command, report: report)
    invocation.limit = limit
    invocation.processors = processors
    var options = PlatformOptions()
    options.processGroupID = 0
    var changes: [Environment.Key: String?] = [:]
    for (name, value) in environment.merging(variables, uniquingKeysWith: { $1 }) {
      changes[Environment.Key(stringLiteral: name)] = value
    }
    let child = MeteredChild()
    let ending = stop.addAction { child.end() }
    defer { stop.removeAction(ending) }
    let lateEnd = grace.map { seconds in
      Task { [stop] in
        while !stop.isRequested { try await Task.sleep(for: .milliseconds(100)) }
        try await Task.sleep(for: .seconds(seconds))
        child.end()
      }
    }
    defer { lateEnd?.cancel() }
    do {
      let files = try [output, errors].map(Self.create)
      _ = try await Subprocess.run(
        .path(FilePath(program)),
        arguments: Arguments([MeteredInvocation.subcommand] + invocation.arguments),
        environment: .inherit.updating(changes), workingDirectory: FilePath(workingFolder),
        platformOptions: options, input: .none,
        output: .fileDescriptor(files[0], closeAfterSpawningProcess: true),
        error: .fileDescriptor(files[1], closeAfterSpawningProcess: true)
      ) { execution in
        let process = execution.processIdentifier.value
        child.started(process)
        // Asked for after the process is known: a request between the two finds one or the other.
        if stop.isImmediate { child.end() }
        // The process is reaped after this returns, and is not signalled any more then.
        _ = await onThread { ChildEnd.wait(for: process) }
        child.isOver()
      }
      guard let bytes = FileManager.default.contents(atPath: report),
        let figures = try? JSONDecoder().decode(ProcessReport.self, from: bytes)
      else {
        throw CommandError.noFigures(report: report, reason: Self.tail(of: errors, lines: 1))
      }
      if figures.end == .stopped { throw CommandError.interrupted }
      return Finished(report: figures, output: output, errors: errors)
    } catch {
      if stop.isImmediate { throw CommandError.interrupted }
      if let error = error as? CommandError { throw error }
      let words = Self.tail(of: errors)
      throw CommandError.notStarted(
        command: command, reason: words.isEmpty ? SystemWords.of(error) : words)
    }
  }

  private static func create(_ path: String) throws -> FileDescriptor {
    try FileDescriptor.open(
      FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: .ownerReadWrite)
  }

  /// The last lines of a file.
  static func tail(of path: String, lines: Int = 20) -> String {
    let text = TextFile.end(of: path, bytes: 16_384)
    return text.split(separator: "\n").suffix(lines).joined(separator: "\n")
  }
}

/// The process of a command, as long as nobody has reaped it.
private final class MeteredChild: Sendable {
  private let process = Mutex<Int32?>(nil)

  func started(_ process: Int32) { self.process.withLock { $0 = process } }

  /// Forgets the process, whose number may be another's from now on.
  func isOver() { process.withLock { $0 = nil } }

  /// Tells the process to end, and what it has started.
  func end() {
    process.withLock { process in
      if let process { kill(process, SIGTERM) }
    }
  }
}

/// Reading files that a command wrote, which may be large and are not always UTF-8.
enum TextFile {
  /// What a file begins with, up to so many bytes; nil where it cannot be read.
  static func start(of path: String, bytes: Int) -> [UInt8]? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    do { return [UInt8](try file.read(upToCount: bytes) ?? Data()) } catch { return nil }
  }

  /// What a file ends with, up to so many bytes; empty where it cannot be read.
  static func end(of path: String, bytes: UInt64) -> String {
    guard let file = FileHandle(forReadingAtPath: path) else { return "" }
    defer { try? file.close() }
    let length = (try? file.seekToEnd()) ?? 0
    try? file.seek(toOffset: length > bytes ? length - bytes : 0)
    return String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
  }
}
