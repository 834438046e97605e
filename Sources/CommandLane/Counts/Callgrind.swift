internal import Foundation
internal import Glibc
internal import Presentation

/// valgrind's tool that counts the instructions of a command and of all that it starts.
struct Callgrind {
  /// The folder for what it writes; outside of any stage's tree.
  let folder: String

  /// How much longer than by itself a command may take under it: 60 to 100 times was measured.
  static let slowdown = 100.0

  /// Finds the program.
  ///
  /// - Parameter path: The folders in which commands are looked for, as in `PATH`; this process's own
  ///   where nil.
  /// - Throws: ``CommandError/noValgrind`` where none of them has it.
  static func find(in path: String?) throws(CommandError) {
    let folders = (path ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin").split(
      separator: ":")
    guard folders.contains(where: { access("\($0)/valgrind", X_OK) == 0 }) else {
      throw CommandError.noValgrind
    }
  }

  /// The command that counts another one; what valgrind has to say goes to files.
  func counting(_ command: String) -> String {
    let words = [
      "exec", "valgrind", "-q", "--tool=callgrind", "--trace-children=yes",
      "--log-file=\(folder)/log.%p", "--callgrind-out-file=\(folder)/counts.%p", "/bin/sh", "-c",
    ]
    return (words + [command]).map(ShellWord.quoted).joined(separator: " ")
  }

  /// Removes what an earlier command left.
  func clear() throws(CommandError) {
    do {
      if access(folder, F_OK) == 0 { try FileManager.default.removeItem(atPath: folder) }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandError.file(path: folder, reason: error.localizedDescription)
    }
  }

  /// What all processes of the last command executed, with paths as in the folder that it ran in; nil
  /// where valgrind wrote nothing.
  func profile(inside place: String) -> InstructionProfile? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var all = InstructionProfile()
    for name in names where name.hasPrefix("counts.") {
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      all.add(CallgrindFile([UInt8](bytes)).profile)
    }
    return all.functions.isEmpty ? nil : all.inside(place)
  }

  /// The end of what valgrind itself said, such as that it does not know an instruction.
  var complaints: String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.hasPrefix("log.") }
      .map { CommandMeter.tail(of: folder + "/" + $0, lines: 5) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
