import Foundation
import Testing

/// What a finished command left.
struct Finished {
  var status: Int32
  var output: Data
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// The output as JSON.
  func json() throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: output) as? [String: Any])
  }
}

/// The programs under test, the fixtures, and the peers that they are compared with.
enum Tools {
  /// The folder of the built programs: that of the running tests.
  static var products: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  }

  /// The repository's fixtures.
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures")

  static func fixture(_ name: String) -> String { fixtures.appendingPathComponent(name).path }

  static func patchReplay(_ arguments: String..., input: Data = Data()) throws -> Finished {
    try patchReplay(arguments, input: input)
  }

  static func patchReplay(_ arguments: [String], input: Data = Data()) throws -> Finished {
    try run(products.appendingPathComponent("patch-replay").path, arguments, input: input)
  }

  /// Runs a program to its end, with nothing of git's configuration but an identity.
  static func run(
    _ program: String, _ arguments: [String], in folder: URL? = nil, input: Data = Data()
  ) throws -> Finished {
    let scratch = try Scratch()
    let files = ["in", "out", "err"].map { scratch.url.appendingPathComponent($0) }
    try input.write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": scratch.url.path, "LC_ALL": "C.UTF-8",
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_COMMITTER_NAME": "Carla Committer", "GIT_COMMITTER_EMAIL": "carla@example.org",
      "GIT_AUTHOR_NAME": "Arno Author", "GIT_AUTHOR_EMAIL": "arno@example.org",
    ]
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Finished(
      status: process.terminationStatus, output: try Data(contentsOf: files[1]),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  /// Runs git, which must succeed.
  @discardableResult
  static func git(_ arguments: String..., in folder: URL, input: Data = Data()) throws -> String {
    let finished = try run("git", arguments, in: folder, input: input)
    try #require(finished.status == 0, "git \(arguments): \(finished.errors)")
    return finished.text.trimmingCharacters(in: .newlines)
  }

  /// Makes a repository of `fuse-mini` before the series.
  static func makeRepository(in scratch: borrowing Scratch) throws -> URL {
    let folder = scratch.url.appendingPathComponent("repository")
    try FileManager.default.copyItem(
      at: fixtures.appendingPathComponent("fuse-mini"), to: folder)
    try git("init", "-q", "-b", "main", ".", in: folder)
    try git("add", "-A", in: folder)
    try git("commit", "-q", "-m", "before the series", in: folder)
    return folder
  }
}

/// A folder for one test, removed with it.
struct Scratch: ~Copyable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "patch-replay-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String, _ content: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try content.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
}
