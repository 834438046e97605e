internal import Foundation
internal import Glibc

/// The record of a run: one line of JSON for the plan and one for each cell, appended and on the
/// disk before anything else happens.
///
/// A run that is killed loses at most the cell in flight. A line that was being written then has no
/// line feed at its end and is cut off when the run goes on. Only its owner can read it: what it holds
/// of variables tells something of their values.
final class Journal {
  let path: String
  private let descriptor: Int32

  private struct Head: Codable {
    var schema = "patch-replay.journal/1"
    var plan: CommandPlan
  }

  /// Starts a journal; one that is there already is kept with `.old` behind its name.
  init(starting path: String, plan: CommandPlan) throws(CommandError) {
    self.path = path
    if access(path, F_OK) == 0, rename(path, path + ".old") != 0 {
      throw Self.failure(path)
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw Self.failure(path) }
    try append(Head(plan: plan))
  }

  /// Goes on with a journal at the end of its last whole line.
  init(resuming path: String, length: Int) throws(CommandError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    if descriptor < 0 || ftruncate(descriptor, off_t(length)) != 0 { throw Self.failure(path) }
    // Of an older version, or copied; somebody else's stays as it is.
    fchmod(descriptor, 0o600)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends a cell.
  func append(_ cell: CommandCell) throws(CommandError) { try append(line: cell) }

  private func append(_ head: Head) throws(CommandError) { try append(line: head) }

  private func append(line value: some Encodable) throws(CommandError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var rest: ArraySlice<UInt8>
    do {
      rest = Array(try encoder.encode(value) + [UInt8(ascii: "\n")])[...]
    } catch {
      throw CommandError.file(path: path, reason: "\(error)")
    }
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw Self.failure(path) }
      rest = rest.dropFirst(count)
    }
    if fsync(descriptor) != 0, errno != EINVAL { throw Self.failure(path) }
  }

  /// What a journal holds; nil where there is none.
  static func read(
    _ path: String
  ) throws(CommandError) -> (plan: CommandPlan, cells: [CommandCell], length: Int)? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    var plan: CommandPlan?
    var cells: [CommandCell] = []
    var length = 0
    for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().enumerated()
    {
      do {
        if index == 0 {
          plan = try JSONDecoder().decode(Head.self, from: line).plan
        } else {
          cells.append(try JSONDecoder().decode(CommandCell.self, from: line))
        }
      } catch {
        throw CommandError.journal(
          path: path, line: index + 1, reason: "this is not a line of a journal")
      }
      length += line.count + 1
    }
    guard let plan else { return nil }
    return (plan, cells, length)
  }

  private static func failure(_ path: String) -> CommandError {
    .file(path: path, reason: SystemWords.of(errno))
  }
}
