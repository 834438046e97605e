import Foundation

/// The installed git, run in a folder of its own and deaf to the machine's configuration.
struct GitOracle {
  struct MailInfoFiles: Equatable {
    var info: [UInt8]
    var message: [UInt8]
    var patch: [UInt8]
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-mail-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// What `git mailinfo` makes of `mail`; nil if it fails.
  func mailinfo(_ mail: [UInt8], flags: [String] = []) throws -> MailInfoFiles? {
    let input = folder.appendingPathComponent("mail")
    try Data(mail).write(to: input)
    let run = try git(["mailinfo"] + flags + ["msg", "patch"], input: input)
    guard run.status == 0 else { return nil }
    // Later versions of git spell the added trailer in another way.
    let message = Array(try bytes(of: "msg")).replacing(
      Array("Message-ID: <1@".utf8), with: Array("Message-Id: <1@".utf8))
    return MailInfoFiles(info: run.output, message: message, patch: try bytes(of: "patch"))
  }

  /// The messages that `git mailsplit -b` cuts `mailbox` into; nil if it fails.
  func mailsplit(_ mailbox: [UInt8], flags: [String] = []) throws -> [[UInt8]]? {
    let input = folder.appendingPathComponent("mbox")
    try Data(mailbox).write(to: input)
    let output = folder.appendingPathComponent("split")
    try? FileManager.default.removeItem(at: output)
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    let run = try git(["mailsplit", "-b"] + flags + ["-o\(output.path)", "mbox"])
    guard run.status == 0 else { return nil }
    let names = try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
    return try names.map { try bytes(of: "split/\($0)") }
  }

  /// Seconds and offset that git reads from a date, as in `1348072270 +0400`; nil if it refuses.
  func date(_ text: String) throws -> String? {
    let run = try git(["var", "GIT_AUTHOR_IDENT"], environment: ["GIT_AUTHOR_DATE": text])
    guard run.status == 0 else { return nil }
    let words = String(decoding: run.output, as: UTF8.self).split(separator: " ")
    return words.suffix(2).joined(separator: " ").trimmingCharacters(in: .newlines)
  }

  /// The trailers that `git interpret-trailers` finds in a commit message, unfolded.
  func trailers(_ message: String) throws -> [String] {
    let input = folder.appendingPathComponent("message")
    try Data(message.utf8).write(to: input)
    let run = try git(["interpret-trailers", "--parse"], input: input)
    return String(decoding: run.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @discardableResult
  func git(
    _ arguments: [String], input: URL? = nil, environment: [String: String] = [:],
    in subfolder: String = ""
  ) throws -> (status: Int32, output: [UInt8]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder.appendingPathComponent(subfolder)
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "LC_ALL": "C", "TZ": "UTC",
      "GIT_AUTHOR_NAME": "A U Thor", "GIT_AUTHOR_EMAIL": "author@example.org",
      "GIT_COMMITTER_NAME": "A U Thor", "GIT_COMMITTER_EMAIL": "author@example.org",
      "GIT_AUTHOR_DATE": "1348072270 +0400", "GIT_COMMITTER_DATE": "1348072270 +0400",
    ].merging(environment) { _, new in new }
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: $0) }
      ?? FileHandle.nullDevice
    let output = folder.appendingPathComponent("output")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try bytes(of: "output"))
  }

  func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
