import Documents
import Presentation
import Reports
import TestSupport
import Testing

/// Several runs in every form that takes them.
struct ComparedFormatsTests {
  /// Three runs: the second has a worse patch, the third another kernel and no readv.
  private static func runs() -> [Run] {
    var worse = SampleRun.make()
    let slower = Comparison(ratio: 5, low: 4.5, high: 5.5, verdict: .faster)
    worse.lanes[.engine]?.workloads[0].stages[2].vsPrevious = slower
    var other = SampleRun.make()
    other.environment.kernel = "6.2"
    other.lanes[.engine]?.workloads.removeLast()
    return [SampleRun.make(), worse, other]
  }

  @Test func `markdown has a column for each run, and what matters comes first`() throws {
    let text = RunComparison(Self.runs()).markdown()
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "### 6 changes beside run 1: 1 worse, 3 same, 2 not judged")
    #expect(
      lines[1] == "- ▼ worse in run 2: patch 2 (fuse: pack), writev:32x4k: ×5.00 [4.50, 5.50] ▲, "
        + "in run 1 ×7.50 [7.10, 7.90] ▲")
    #expect(
      lines[2] == "- ! run 3: kernel: 6.2, in run 1 6.1; nothing is judged of it (engine)")
    #expect(
      text.contains("| patch | # | run 1 | # | run 2 | beside run 1 | # | run 3 | beside run 1 |"))
    let columns = lines.filter { $0.hasPrefix("|") }.map { $0.count { $0 == "|" } }
    #expect(Set(columns) == [10])
    let plain = RunComparison(Self.runs()).markdown(isASCII: true)
    #expect(plain.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `text has a table for each later run`() {
    let text = RunComparison(Self.runs()).text()
    #expect(text.contains("  1   3 patch "))
    #expect(text.split(separator: "\n").count { $0.contains("writev:32x4k: change of") } == 2)
    #expect(text.split(separator: "\n").count { $0.contains("readv:32x4k: change of") } == 1)
  }

  @Test func `the page shows the same and holds no script`() throws {
    let page = try RunComparison(Self.runs()).page()
    #expect(page.contains("1 worse, 3 same, 2 not judged</h2>"))
    #expect(page.contains(#"title="the runs differ">not judged</span>"#))
    #expect(!page.contains("<script"))
  }

  @Test(
    .disabled(
      if: HTMLStandard.isMissing,
      "SKIPPED, well-formedness is not checked here: python3 has no html5lib; `make setup-test` installs it"
    ), arguments: [""] + HostileMail.texts)
  func `the page is well-formed by the rules of the standard`(text: String) throws {
    let run = SampleRun.make(title: text, subjects: [text, text])
    #expect(try HTMLStandard.errors(in: RunComparison(Self.runs() + [run]).page()) == "")
  }

  @Test func `the document is as the published schema says, key by key, and is read again`() throws
  {
    let exact = SampleCounts.make(SampleCounts.workload("errors", [0, 0, 5]))
    for document in [RunComparison(Self.runs()).document, RunComparison([exact, exact]).document] {
      var check = try SchemaCheck.comparison()
      let text = try JSONText.pretty(document)
      try check.check(text)
      #expect(check.faults.isEmpty)
      #expect(try JSONText.read(ComparisonDocument.self, from: text.utf8) == document)
    }
  }

  /// The words of each type, in a schema that has a list of them.
  private static let words: [[String]] = [
    RunToRun.allCases.map(\.rawValue), NotJudgedReason.allCases.map(\.rawValue),
    PatchIdentity.allCases.map(\.rawValue), RunFact.allCases.map(\.rawValue),
    Verdict.allCases.map(\.rawValue), StageState.allCases.map(\.rawValue),
    MetricDirection.allCases.map(\.rawValue), FamilyKind.allCases.map(\.rawValue),
  ]

  @Test(arguments: words)
  func `a schema that lists some words of a type lists all of them`(words: [String]) throws {
    let lists = try SchemaCheck.run().wordLists + SchemaCheck.comparison().wordLists
    // More of them in common than not.
    let meant = lists.filter { list in
      2 * Set(list).intersection(words).count > Set(list).union(words).count
    }
    #expect(!meant.isEmpty)
    for list in meant { #expect(Set(list) == Set(words)) }
  }
}
