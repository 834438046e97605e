import Foundation
import Testing

/// What the code does not do, by room; docs/architecture.md says why.
struct HouseRuleTests {
  private static func lines(
    _ folder: String = "Sources", in rooms: [String]? = nil, but others: [String] = [],
    matching pattern: String
  ) throws -> [String] {
    let expression = try Regex(pattern)
    return try Checkout.swiftFiles(below: folder)
      .filter { rooms?.contains($0.target) ?? true && !others.contains($0.target) }
      .flatMap { file in
        file.code.filter { $0.contains(expression) }.map { "\(file.path): \($0)" }
      }
  }

  private static let pure = [
    "Bytes", "PatchMail", "PatchDiff", "FuseSeries", "Documents", "Statistics", "Findings",
    "Presentation", "Reports",
  ]

  @Test func `the pure rooms open no file, read no clock and ask no environment`() throws {
    let found = try Self.lines(
      in: Self.pure,
      matching:
        #"\b(fopen|openat|opendir|getenv|clock_gettime|gettimeofday|ProcessInfo|FileManager|FileHandle|ContinuousClock)\b|Glibc\.open|O_RDONLY|Date\.now|\bDate\(\)|(String|Data)\(contentsOf"#
    )
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the engine never asks which stage it is`() throws {
    let found = try Self.lines(
      in: ["FuseEngine"], matching: #"\b(stage|Stage|step|patch)[A-Z]?\w*\b"#)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `reports compute no ratio`() throws {
    let found = try Self.lines(
      in: ["Reports"], matching: #"\b(log|exp|pow|sqrt)\(|squareRoot|import Glibc"#)
    // Scales of charts are drawn in logarithms.
    #expect(found.filter { !$0.contains("/Charts/") }.isEmpty, "\(found)")
  }

  @Test func `only the programs print and end`() throws {
    let found = try Self.lines(
      but: ["patch-replay", "patch-replay-fused", "patch-replay-bench"],
      matching:
        #"\bprint\(|STDOUT_FILENO|STDERR_FILENO|FileHandle\.standard|\bexit\(|fputs\("#)
    // The stepper's screen is painted in one place.
    let others = found.filter { !$0.contains("/CursesScreen.swift") }
    #expect(others.isEmpty, "\(others)")
  }

  @Test func `nothing is forced, trapped or left over`() throws {
    let found = try Self.lines(
      matching:
        #"try!|as!|fatalError\(|\bTODO\b|\bFIXME\b|\bXXX\b|nonisolated\(unsafe\) static var"#)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `words of the documents are never compared as text`() throws {
    let word =
      #""(faster|slower|changed|tiny but real|within the layout floor|suspect|no change|inconclusive|measured|unbuildable|timed out|interrupted|precise enough)""#
    let found = try Self.lines(
      but: ["Documents"], matching: "(==|!=|case) *\(word)")
    #expect(found.filter { !$0.contains("FailureCondition") }.isEmpty, "\(found)")
  }

  @Test func `documents hold no sentences`() throws {
    let found = try Self.lines(in: ["Documents"], matching: #""[^"]*\w+ \w+ \w+ \w+[^"]*""#)
    #expect(found.filter { !$0.contains("case ") }.isEmpty, "\(found)")
  }

  @Test func `a public declaration is not needed, since no other package uses a room`() throws {
    let found = try Self.lines(
      matching:
        #"^\s*(public|open) (class|func|var|let|struct|enum|protocol|static|init|import|extension|final|mutating) "#
    )
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: ["Sources", "Tests"])
  func `a file has one idea and at most 400 lines`(folder: String) throws {
    for file in try Checkout.swiftFiles(below: folder) {
      let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(count <= 400, "\(file.path) has \(count) lines")
    }
  }
}
