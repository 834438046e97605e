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

struct ErrorClassTests {
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

  /// Error types that end no program of ours as they are, with the reason.
  private static let internals = [
    "UnknownKey": "becomes part of the sentence that JSONText makes of an unreadable document",
    "BinaryFault": "becomes a reject of the patch",
    "UnknownWord": "becomes part of the sentence that JSONText makes of an unreadable document",
    "ZlibError": "becomes a reject of the patch; while packing it is a bug, which 70 says",
    "WorkloadSyntax": "becomes a WorkloadError, which names the workload",
    "Refusal": "carries a Failure of its own inside PatchDiff",
    "DiffError": "becomes a problem of the series, or a reject of the patch",
    "Mismatch": "becomes a conflict of the hollow base",
    "LostServer": "a protocol of errors that are classified themselves",
    "MailError": "becomes a problem of the series",
    "Reason": "part of MailError",
    "Errno": "the bundled server's, which is another program",
  ]

  @Test func `every error type is classified, or internal for a reason`() throws {
    var (declared, classified): ([String: String], Set<String>) = ([:], [])
    let keywords = ["enum", "struct", "class", "protocol", "actor", "extension"]
    for source in try Source.all() where !source.isOtherProgram {
      for head in source.heads(of: keywords) {
        let parts = head.split(separator: ":", maxSplits: 1)
        let words = parts[0].split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard parts.count == 2,
          let keyword = words.firstIndex(where: { keywords.contains("\($0)") }),
          keyword + 1 < words.count
        else { continue }
        let types = Set(parts[1].split { !$0.isLetter && !$0.isNumber })
        let name = String(words[keyword + 1])
        if types.contains("Error") { declared[name] = source.name }
        if types.contains("UserFacingError") { classified.insert(name) }
      }
    }
    #expect(declared.count > 15 && classified.count > 10)
    let internals = Set(Self.internals.keys.map { $0.split(separator: ".").last.map(String.init) })
    for (name, file) in declared where name != "UserFacingError" {
      #expect(
        classified.contains(name) || internals.contains(name),
        "\(name) in \(file) has no exit class: let it be a UserFacingError, or say here why not")
    }
  }

  @Test func `a use case throws nothing but what is classified`() throws {
    let heads = try Source.all(in: "Replay").flatMap { source in
      source.heads(of: ["package"]).map { (source.name, $0) }
    }
    #expect(heads.count > 50)
    for (name, head) in heads where head.contains("throws ") {
      Issue.record("\(name): \(head)")
    }
  }
}

/// A file of the program, for rules that the compiler does not know.
private struct Source {
  let name: String
  /// Whether it is part of the bundled server or of the benchmarks, which end by themselves.
  let isOtherProgram: Bool
  private let lines: [Substring]

  /// All files below a folder of Sources.
  static func all(in folder: String = "") throws -> [Source] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/\(folder)")
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { file in
      Source(
        name: file.lastPathComponent,
        isOtherProgram: file.pathComponents.contains { $0.hasPrefix("patch-replay-") },
        lines: try String(contentsOf: file, encoding: .utf8).split(separator: "\n"))
    }
  }

  /// The declarations that begin with one of some words, each up to its brace.
  func heads(of keywords: [String]) -> [String] {
    var heads: [String] = []
    for (index, line) in lines.enumerated() where !line.contains("///") {
      guard line.prefix(60).split(separator: " ").contains(where: { keywords.contains("\($0)") })
      else { continue }
      var head = ""
      for line in lines[index...].prefix(8) {
        head += line.prefix { $0 != "{" } + " "
        if line.contains("{") { break }
      }
      heads.append(head)
    }
    return heads
  }
}
