import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// A patch that leaves every built program as it was cannot have changed what they do.
struct EqualProgramsTests {
  private static let words = "; the built programs are equal"

  /// The sample as a run of the command lane, with the digests of its stages' programs.
  private func run(_ binaries: [String?], unbuildable: Int? = nil) -> Run {
    var run = SampleTimes.make()
    for (place, digest) in binaries.enumerated() {
      run.lanes[.command]?.workloads[0].stages[place].binaries = digest
    }
    if let unbuildable {
      run.lanes[.command]?.workloads[0].stages[unbuildable].state = .unbuildable
      run.lanes[.command]?.workloads[0].attribution[0].patches = [1, 2]
    }
    return run
  }

  /// How often the words stand in a text, wrapped or not.
  private func count(_ text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .components(separatedBy: Self.words).count - 1
  }

  @Test func `equal programs stand beside the verdict that names the patch`() throws {
    let equal = run(["a", "b", "b"])
    let text = TextReport(equal).render()
    #expect(text.contains("wall time: patch 2: ×7.50 [7.10, 7.90]" + Self.words))
    #expect(text.contains("▼ ×7.50 [7.10, 7.90]\(Self.words) ···"))
    #expect(
      MarkdownReport(equal).render().contains("Patch 2, wall time: ×7.50 [7.10, 7.90]" + Self.words)
    )
    let page = try HTMLReport(equal).render()
    #expect(page.contains("Patch 2, wall time: ×7.50 [7.10, 7.90]" + Self.words))
    #expect(page.contains("faster" + Self.words + "</td>"))
  }

  @Test(arguments: [["a", "b", "c"], ["a", "a", "b"], [nil, nil, nil], ["a", nil, nil]])
  func `programs that differ or are not known are not told`(binaries: [String?]) throws {
    let run = run(binaries)
    #expect(count(TextReport(run).render()) == 0)
    // Patch 1, whose verdict is none to speak of, has its word in the page's table of stages.
    let isFirstEqual = binaries[0] != nil && binaries[0] == binaries[1]
    #expect(try HTMLReport(run).render().contains("no change" + Self.words) == isFirstEqual)
  }

  @Test func `around a stage that does not build its two neighbours count`() {
    #expect(count(TextReport(run(["a", nil, "a"], unbuildable: 1)).render()) == 2)
    #expect(count(TextReport(run(["a", nil, "b"], unbuildable: 1)).render()) == 0)
  }

  @Test func `a patch that changes nothing of what is run reads so, in every format`() throws {
    var run = run(["a", "a", "b"])
    run.lanes[.command]?.workloads[0].stages[1].vsPrevious = .ofEqualPrograms
    let text = TextReport(run).render()
    #expect(text.contains("equal programs ="))
    #expect(MarkdownReport(run).render().contains("| 0.0 % =\(Self.words) |"))
    let page = try HTMLReport(run).render()
    #expect(page.contains("= no change\(Self.words)</td>"))
    #expect(page.contains("title=\"0.0 %\(Self.words)\""))
    #expect(!page.contains("[0.0, 0.0]"))
    let read = try JSONText.read(Run.self, from: JSONText.pretty(run).utf8)
    #expect(
      read.lanes[.command]?.workloads[0].stages[1].vsPrevious?.reason?.rawValue
        == "the built programs are equal")
  }

  @Test func `a group leaves out whom it cannot be`() throws {
    var run = run(["a", "b", "c"])
    run.lanes[.command]?.workloads[0].attribution[0].patches = [1, 3, 4]
    #expect(TextReport(run).render().contains("somewhere in patches 1, 3–4, not attributable"))
    #expect(TextReport(run).render().contains(" in patches 1, 3–4 ···"))
    #expect(try HTMLReport(run).render().contains("Somewhere in patches 1, 3–4, wall time"))
  }

  @Test func `a narrow terminal keeps its width`() throws {
    let text = TextReport(
      run(["a", "a", "a"], unbuildable: 1), style: TextStyle(columns: 72)
    ).render()
    let lines = text.split(separator: "\n")
    let header = try #require(lines.first { $0.hasPrefix(" # patch") })
    #expect(lines.filter { $0.hasPrefix("   ···") }.map(\.count) == [header.count])
    #expect(count(text) == 1)
  }
}
