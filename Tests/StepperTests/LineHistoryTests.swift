import Documents
import TestSupport
import Testing

@testable import Stepper

/// Who wrote each line: the same as `git blame` says.
struct LineHistoryTests {
  @Test(arguments: 0..<6)
  func `a line is the patch's that git blame names`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let git = try GitOracle()
    var lines = (0..<40).map { "line \($0)" }
    var stages = [["f": text(lines)]]
    var commits: [String] = []
    try git.load(tree(["f": text(lines)]))
    try commit(git, &commits)
    for patch in 1...6 {
      for edit in 0..<4 {
        let place = Int.random(in: 0..<lines.count, using: &random)
        if random.chance(40) {
          lines.remove(at: place)
        } else {
          lines.insert("patch \(patch) edit \(edit)", at: place)
        }
      }
      stages.append(["f": text(lines)])
      try git.load(tree(["f": text(lines)]))
      try commit(git, &commits)
    }
    let patches = (1...6).map { StepPatch(summary($0)) }
    let file = try #require(LineHistory.open("f", at: 6, patches, StagesOfFiles(stages: stages)))
    let blame = try git.run(["blame", "-l", "-s", "--root", "f"]).text.split(separator: "\n").map {
      commits.firstIndex(of: String($0.prefix(40))) ?? -1
    }
    #expect(file.writers == blame)
  }

  @Test func `a large file that is mostly new keeps what stays`() throws {
    let kept = (0..<3000).map { "kept \($0)\n" }
    var lines: [String] = []
    for (index, line) in kept.enumerated() {
      lines.append(line)
      lines.append(contentsOf: (0..<5).map { _ in "same \(index % 7)\n" })
    }
    let stages = [["f": kept.joined()], ["f": lines.joined()]]
    let file = try #require(
      LineHistory.open("f", at: 1, [StepPatch(summary(1))], StagesOfFiles(stages: stages)))
    #expect(file.writers.count == 18_000)
    #expect(zip(lines, file.writers).allSatisfy { $0.hasPrefix("kept") == ($1 == 0) })
  }

  @Test func `a renamed file keeps its history, an added one has none before`() throws {
    let renamed = FileSummary(
      oldPath: "a", newPath: "b", status: .renamed, additions: 1, deletions: 0, binary: false)
    let added = FileSummary(
      oldPath: nil, newPath: "c", status: .added, additions: 1, deletions: 0, binary: false)
    let patches = [StepPatch(summary(1, [renamed])), StepPatch(summary(2, [added]))]
    let files = StagesOfFiles(stages: [
      ["a": "1\n2\n"], ["b": "1\nx\n2\n"], ["b": "1\nx\n2\n", "c": "new\n"],
    ])
    #expect(LineHistory.open("b", at: 2, patches, files)?.writers == [0, 1, 0])
    #expect(LineHistory.open("c", at: 2, patches, files)?.writers == [2])
    #expect(LineHistory.open("a", at: 1, patches, files) == nil)
  }

  func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  func summary(_ number: Int, _ files: [FileSummary]? = nil) -> PatchSummary {
    var summary = SampleRun.patch(number, "s")
    summary.files =
      files ?? [
        FileSummary(
          oldPath: "f", newPath: "f", status: .modified, additions: 1, deletions: 1, binary: false)
      ]
    return summary
  }

  func commit(_ git: borrowing GitOracle, _ commits: inout [String]) throws {
    try git.run(["commit", "-q", "--allow-empty", "-m", "c"])
    commits.append(try git.run(["rev-parse", "HEAD"]).text.trimmingSuffix("\n"))
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
