import Foundation
import Testing

/// A program under test while it runs, whose output can be looked at.
final class RunningTool {
  private let process = Process()
  private let files: [URL]

  /// Starts a program; its output goes to files in the folder.
  init(_ program: String, _ arguments: [String], in folder: URL) throws {
    files = ["out", "err"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var processNumber: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }
  var text: String { (try? String(contentsOf: files[0], encoding: .utf8)) ?? "" }
  var errors: String { (try? String(contentsOf: files[1], encoding: .utf8)) ?? "" }

  /// Waits until something is true of the program; false where it ended before, or half a minute was
  /// over.
  func wait(_ isReached: (RunningTool) -> Bool) -> Bool {
    for _ in 0..<3000 {
      if isReached(self) { return true }
      guard process.isRunning else { return isReached(self) }
      usleep(10_000)
    }
    return false
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end and returns the exit code.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Whether the program itself runs, and listens for SIGINT.
  var isListening: Bool {
    let status =
      (try? String(contentsOfFile: "/proc/\(processNumber)/status", encoding: .utf8)) ?? ""
    guard status.hasPrefix("Name:\tpatch-replay"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
      let mask = UInt64(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16)
    else { return false }
    return mask & 1 << (UInt64(SIGINT) - 1) != 0
  }

  /// The first process below the program whose command line has a word.
  func child(with word: String) -> Int32? { child { $0.contains(word) } }

  /// The first process below the program whose command line is as asked.
  func child(where isIt: (String) -> Bool) -> Int32? {
    var found: [Int32] = [processNumber]
    while let parent = found.popLast() {
      let tasks =
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
      for task in tasks {
        let path = "/proc/\(parent)/task/\(task)/children"
        let children = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
          .split(separator: " ").compactMap { Int32($0) }
        for child in children {
          let line = (try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? ""
          if isIt(line) { return child }
        }
        found += children
      }
    }
    return nil
  }
}
