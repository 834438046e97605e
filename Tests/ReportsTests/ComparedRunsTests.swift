import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// What is said of two runs, patch by patch.
struct ComparedRunsTests {
  private static func render(_ old: Run, _ new: Run) -> String {
    RunComparison([old, new]).text()
  }

  /// The end of the line of patch 1 of the first workload, where each run has this comparison.
  private static func judgement(_ old: Comparison, _ new: Comparison) -> String? {
    let runs = [old, new].map { comparison -> Run in
      var run = SampleRun.make()
      run.lanes[.engine]?.workloads.removeLast()
      run.lanes[.engine]?.workloads[0].stages[1].vsPrevious = comparison
      return run
    }
    return render(runs[0], runs[1]).split(separator: "\n").first { $0.hasPrefix("  1   1 ") }
      .flatMap { $0.split(separator: "] ").last }.map(String.init)
  }

  private static func alike(_ ratio: Double, _ low: Double, _ high: Double) -> Comparison {
    var comparison = Comparison(ratio: ratio, low: 0.9, high: 1.1, verdict: .noChange)
    comparison.equivalence = Equivalence(low: low, high: high)
    return comparison
  }

  @Test func `the same run twice is the same everywhere`() {
    let run = SampleCounts.make(SampleCounts.workload("errors", [0, 0, 5]))
    let text = Self.render(run, run)
    #expect(!text.components(separatedBy: "\n\n").dropLast().joined().contains("unclear"))
    #expect(text.split(separator: "\n").dropFirst().count { $0.hasSuffix(" same") } == 6, "\(text)")
  }

  @Test func `alike is what surely lies within the band, and half widths add as squares`() {
    let one = Self.alike(1, 1 / 1.01, 1.01)
    #expect(Self.judgement(one, Self.alike(1.004, 1.004 / 1.01, 1.004 * 1.01)) == "same")
    // 1.01 twice is 1.0142 as squares, and 1.0142 · 1.007 is beyond 1.02.
    #expect(Self.judgement(one, Self.alike(1.007, 1.007 / 1.01, 1.007 * 1.01)) == "unclear")
    let wide = Comparison(ratio: 1, low: 0.89, high: 1.1, verdict: .inconclusive)
    #expect(Self.judgement(one, wide) == "? unclear")
  }

  @Test func `runs whose intervals do not touch are called apart`() {
    let slower = Comparison(ratio: 0.5, low: 0.4, high: 0.6, verdict: .slower)
    let faster = Comparison(ratio: 1.5, low: 1.4, high: 1.6, verdict: .faster)
    #expect(Self.judgement(slower, faster) == "▲ ▲ better")
    #expect(Self.judgement(faster, slower) == "▼ ▼ worse")
  }

  @Test func `a new fault is named, and what is exact carries no doubt`() {
    let text = Self.render(
      SampleCounts.make(SampleCounts.workload("errors", [0, 0, 0])),
      SampleCounts.make(SampleCounts.workload("errors", [0, 0, 5])))
    let errors = text.components(separatedBy: "\n\n").first { $0.hasPrefix("errors: ") } ?? ""
    let lines = errors.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      lines == [
        "errors: change of each patch against the stage before, exactly",
        "1 2 patch run 1 run 2 beside run 1", "1 1 fuse: patch 1 0 0 same",
        "2 2 fuse: patch 2 0 0 → 5 ▼ worse", "the whole series 0 0 → 5 ▼ worse",
      ], "\(text)")
  }

  @Test func `what is exact is the same where decimal fractions change by as much`() {
    let text = Self.render(
      SampleCounts.make(SampleCounts.workload("share", [0.1, 0.2, 0.2])),
      SampleCounts.make(SampleCounts.workload("share", [0.2, 0.3, 0.25])))
    #expect(text.contains("0.2 → 0.3 same\n"))
    #expect(text.contains("0.3 → 0.25 ▲ better\n"))
  }

  @Test func `the words are explained`() {
    let text = Self.render(SampleRun.make(), SampleRun.make())
    for word in ["same: ", "better, worse: ", "unclear:"] { #expect(text.contains(word)) }
  }

  @Test func `runs of different commands are said to be`() {
    func run(_ command: String, build: String?) -> Run {
      var run = SampleTimes.make()
      run.lanes[.command]?.workloads[0].command = command
      run.settings.commands = ["timeout": "600.0"]
      run.settings.commands?["build"] = build
      return run
    }
    let both = Self.render(run("./a", build: nil), run("./b", build: "make"))
    #expect(both.contains("! run 2: build: make, in run 1 none; nothing is judged of it (command)"))
    #expect(both.contains("! run 2: run: ./b, in run 1 ./a; nothing is judged of it (command)"))
    #expect(both.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(!Self.render(run("./a", build: "make"), run("./a", build: "make")).contains("! "))
  }
}
