package import Foundation
package import PatchDiff

/// The installed git in a scratch repository of its own, with nobody's configuration.
package struct GitOracle: ~Copyable {
  package let directory: URL

  package init() throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try run(["init", "-q", "-b", "main", "."])
  }

  deinit {
    try? FileManager.default.removeItem(at: directory)
  }

  package struct Output {
    package let status: Int32
    package let bytes: [UInt8]
    package let errors: String
    package var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  @discardableResult
  package func run(
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
  package func load(_ files: [TreePath: FileVersion]) throws {
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
    try run(["add", "-A", "-f", "."])
  }

  /// The files of the index.
  package func read() throws -> [TreePath: FileVersion] {
    var files: [TreePath: FileVersion] = [:]
    for entry in try run(["ls-files", "-s", "-z"]).bytes.split(separator: 0) {
      guard let tab = entry.firstIndex(of: 9) else { continue }
      let fields = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
      let bytes = try run(["cat-file", "blob", String(fields[1])]).bytes
      files[TreePath(entry[(tab + 1)...])] = FileVersion(
        bytes, mode: FileMode(bits: UInt32(fields[0], radix: 8) ?? 0))
    }
    return files
  }

  /// What `git apply --index` makes of the files; `nil` where it refuses.
  package func apply(
    _ patch: [UInt8], to files: [TreePath: FileVersion], options: [String] = []
  ) throws -> [TreePath: FileVersion]? {
    try load(files)
    let output = try run(["apply", "--index", "--whitespace=nowarn"] + options, input: patch)
    return output.status == 0 ? try read() : nil
  }

  /// `git diff` from one set of files to another.
  package func diff(
    _ old: [TreePath: FileVersion], _ new: [TreePath: FileVersion], options: [String] = []
  ) throws -> [UInt8] {
    try load(old)
    let before = try run(["write-tree"]).text.split(separator: "\n")[0]
    try load(new)
    let after = try run(["write-tree"]).text.split(separator: "\n")[0]
    return try run(["diff-tree", "-p"] + options + [String(before), String(after)]).bytes
  }
}

/// Files by name, for tests: a trailing `*` marks an executable, a trailing `@` a link.
package func tree(_ files: [String: String]) -> [TreePath: FileVersion] {
  var result: [TreePath: FileVersion] = [:]
  for (name, content) in files {
    let mode: FileMode = name.hasSuffix("*") ? .executable : name.hasSuffix("@") ? .symlink : .file
    let path = mode == .file ? name : String(name.dropLast())
    result[TreePath(path)] = FileVersion(Array(content.utf8), mode: mode)
  }
  return result
}

/// The lines `first…last`, one number each.
package func numbers(_ range: ClosedRange<Int>, changing: [Int: String] = [:]) -> String {
  range.map { (changing[$0] ?? "\($0)") + "\n" }.joined()
}
