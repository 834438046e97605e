import Foundation
import Synchronization

@testable import Replay

/// A folder for one test, removed with it.
struct Scratch: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/replay-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and makes its folders.
  @discardableResult
  func file(_ name: String, _ content: String) throws -> String {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try content.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }
}

/// Whether a file is in a folder.
func exists(_ name: String, in folder: String) -> Bool {
  FileManager.default.fileExists(atPath: "\(folder)/\(name)")
}

/// The repository's fixtures.
enum Fixture {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("fixtures/\(name)").path
  }

  /// The sources before the series.
  static let tree = path("fuse-mini")
  static let series = path("fuse-dio-v2.mbox")

  static func request(_ names: String...) -> SeriesRequest {
    SeriesRequest(MailInput(names.map(path)))
  }

  /// The mails of a mailbox, as `git mailsplit` would cut them.
  static func mails(_ name: String) throws -> [String] {
    let text = try String(contentsOfFile: path(name), encoding: .utf8)
    return text.split(separator: /(^|\n)From [^\n]*(?=\n[A-Z][A-Za-z-]*: )/).map {
      $0.trimmingPrefix("\n") + "\n"
    }
  }
}

/// Lines that were told.
final class Told: Sendable {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock(\.self) }
  var notices: Notices { Notices { line in self.kept.withLock { $0.append(line) } } }

  /// Takes note of notices and of the first measurement, and of no progress.
  func observer<Progress>() -> Observer<Progress> {
    Observer(
      notices: notices, progress: { _ in },
      measuringBegins: { self.kept.withLock { $0.append("measuring") } })
  }
}

extension Invocation {
  /// A program that was started beside the running tests, with no environment.
  static var test: Invocation {
    var invocation = Invocation.current(version: "test")
    invocation.environment = [:]
    invocation.arguments = ["patch-replay", "test"]
    return invocation
  }
}
