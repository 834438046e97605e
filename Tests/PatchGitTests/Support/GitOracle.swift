import Foundation
import PatchDiff

/// The installed git in a scratch repository of its own, with nobody's configuration.
struct GitOracle: ~Copyable {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    _ = try run(["init", "-q", "-b", "main", "."])
  }

  deinit {
    try? FileManager.default.removeItem(at: directory)
  }

  struct Output {
    let status: Int32
    let bytes: [UInt8]
    let errors: String
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  @discardableResult
  func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Output {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = directory
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": directory.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "LC_ALL": "C", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
      "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.com",
      "GIT_AUTHOR_DATE": "1000000000 +0000", "GIT_COMMITTER_DATE": "1000000000 +0000",
    ].merging(environment) { $1 }
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-io-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let names = ["in", "out", "err"].map { scratch.appendingPathComponent($0) }
    for name in names { try Data(name == names[0] ? input : []).write(to: name) }
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, bytes: try Array(Data(contentsOf: names[1])),
      errors: try String(decoding: Data(contentsOf: names[2]), as: UTF8.self))
  }

  /// Makes work tree and index hold exactly these files.
  func load(_ files: [TreePath: FileVersion]) throws {
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: directory.path) where name != ".git" {
      try manager.removeItem(at: directory.appendingPathComponent(name))
    }
    for (path, file) in files {
      let url = directory.appendingPathComponent(path.description)
      try manager.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if file.mode == .symlink {
        try manager.createSymbolicLink(
          atPath: url.path,
          withDestinationPath: String(decoding: file.image.bytes, as: UTF8.self))
      } else {
        try Data(file.image.bytes).write(to: url)
        let permissions = file.mode == .executable ? 0o755 : 0o644
        try manager.setAttributes([.posixPermissions: permissions], ofItemAtPath: url.path)
      }
    }
    _ = try run(["add", "-A", "-f", "."])
  }
}

/// Files by name, for tests: a trailing `*` marks an executable, a trailing `@` a link.
func tree(_ files: [String: String]) -> [TreePath: FileVersion] {
  var result: [TreePath: FileVersion] = [:]
  for (name, content) in files {
    let mode: FileMode = name.hasSuffix("*") ? .executable : name.hasSuffix("@") ? .symlink : .file
    let path = mode == .file ? name : String(name.dropLast())
    result[TreePath(path)] = FileVersion(Array(content.utf8), mode: mode)
  }
  return result
}
