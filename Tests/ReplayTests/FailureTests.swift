import CommandLane
import EngineLane
import Failures
import Foundation
import FuseEngine
import FuseSeries
import PatchGit
import PatchMail
import Stepper
import Testing

@testable import Replay

struct FailureTests {
  @Test func `the codes are those that scripts rely on`() {
    #expect(ExitClass.allCases.map(\.rawValue) == [1, 64, 65, 66, 69, 70, 74, 130])
  }

  private static let classes: [(any UserFacingError, ExitClass)] = [
    (PlanError.noSuchStep(3), .badAnswer),
    (ErrorNumber.inputOutput, .inputOutput),
    (TransportError.serverGone(request: "READ"), .inputOutput),
    (ConnectionError.outOfMemory, .inputOutput),
    (ServerError.notStarted(command: "x", reason: "y"), .unavailable),
    (ServerError.notReached(socket: "x", reason: "y"), .noInput),
    (ServerError.ended(command: "x", status: "1", lastWords: "", during: "y"), .inputOutput),
    (MeasurementError.needsOwnFile(workload: "x"), .usage),
    (MeasurementError.interrupted, .interrupted),
    (MeasurementError.noDirectIO(file: "x"), .inputOutput),
    (MountError.noDevice(ErrorNumber.noSuchFile), .unavailable),
    (MountError.unusable(path: "x", reason: "y"), .badInput),
    (CommandError.metric("x", reason: "y"), .usage),
    (CommandError.busy(cache: "x"), .unavailable),
    (CommandError.nothingToMeasure("x"), .badAnswer),
    (CommandError.journal(path: "x", line: 1, reason: "y"), .badInput),
    (CommandError.file(path: "x", reason: "y"), .inputOutput),
    (CommandError.interrupted, .interrupted),
    (ScreenError.noTerminal, .unavailable),
  ]

  @Test(arguments: classes.indices)
  func `an error of a room below ends the program by its own class`(index: Int) {
    let (error, expected) = Self.classes[index]
    #expect(Failure(error) == Failure(expected, error.description))
    #expect(Failure(untyped: error) == Failure(error))
  }

  @Test func `an error of nobody's is a bug`() {
    #expect(Failure(untyped: CancellationError()).exitClass == .software)
  }

  /// Error types that end no program of ours as they are, with the reason.
  private static let internals = [
    "UnknownKey": "becomes part of the sentence that JSONText makes of an unreadable document",
    "PackedText.Failure": "zlib refuses nothing; if it did, that were a bug, which 70 says",
    "Refusal": "carries a Failure of its own inside PatchDiff",
    "DiffError": "becomes a problem of the series, or a reject of the patch",
    "Mismatch": "becomes a conflict of the hollow base",
    "LostServer": "a protocol of errors that are classified themselves",
    "MailError": "becomes a problem of the series",
    "Reason": "part of MailError",
    "Errno": "the bundled server's, which is another program",
  ]

  /// The text of each file below a folder of Sources.
  private static func sources(_ folder: String = "") throws -> [URL: String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/\(folder)")
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var texts: [URL: String] = [:]
    for case let file as URL in files where file.pathExtension == "swift" {
      texts[file] = try String(contentsOf: file, encoding: .utf8)
    }
    return texts
  }

  @Test func `every error type is classified, or internal for a reason`() throws {
    var (declared, classified): ([String: String], Set<String>) = ([:], [])
    for (file, text) in try Self.sources() {
      let isOtherProgram =
        file.path.contains("/patch-replay-fused/") || file.path.contains("/patch-replay-bench/")
      for match in text.matches(
        of: /(?:enum|struct|class|protocol|actor|extension) (\w+)(?:<[^>]*>)?\s*:([^{]*)\{/)
      where match.2.contains(/\bError\b/) && !isOtherProgram {
        declared[String(match.1)] = file.lastPathComponent
      }
      for match in text.matches(of: /(?:extension|struct|enum) (\w+)\s*:[^{]*\bUserFacingError\b/) {
        classified.insert(String(match.1))
      }
    }
    #expect(declared.count > 15)
    let internals = Set(Self.internals.keys.map { $0.split(separator: ".").last.map(String.init) })
    for (name, file) in declared where name != "UserFacingError" {
      #expect(
        classified.contains(name) || internals.contains(name),
        "\(name) in \(file) has no exit class: let it be a UserFacingError, or say here why not")
    }
  }

  @Test func `a use case throws nothing but what is classified`() throws {
    for (file, text) in try Self.sources("Replay") {
      for match in text.matches(of: /package [^{}=]*?(?:func|init)\b[^{}]*?\{/)
      where match.0.contains(/\bthrows\b(?!\()/) {
        Issue.record("\(file.lastPathComponent): \(match.0)")
      }
    }
  }
}
