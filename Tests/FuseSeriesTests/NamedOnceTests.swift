import Foundation
import Testing

/// A series is a folder: outside it, one line names the plan.
struct NamedOnceTests {
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  @Test func `the plan is named once outside its folder`() throws {
    let root = Self.sources.path
    let files = try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".swift") && !$0.contains("/ScatterGatherDirectIO/") }
    #expect(files.count > 100)
    var places: [String] = []
    for file in files {
      let text = try String(contentsOfFile: root + "/" + file, encoding: .utf8)
      let lines = text.split(separator: "\n").filter { $0.contains("scatterGatherDirectIO") }
      places += lines.map { _ in file }
    }
    #expect(places == ["FuseSeries/Plan/PlanRegistry.swift"])
  }
}
