import Foundation
import PatchDiff
import PatchGit
import TestSupport
import Testing

@Suite struct SpeedTests {
  @Test func `fifty patches on two thousand files are those of git am; the times are printed`()
    throws
  {
    var files: [String: String] = [:]
    for index in 0..<2000 {
      files["dir\(index % 40)/sub\(index % 7)/file\(index)"] =
        (0..<100).map { "line \($0) of \(index)\n" }.joined()
    }
    let oracle = try GitOracle()
    try oracle.commit(SampleCommit(message: "base\n", files: tree(files)))
    try oracle.run(["branch", "base"])
    for number in 1...50 {
      for offset in 0..<3 {
        let index = (number * 37 + offset * 11) % 200
        let name = "dir\(index % 40)/sub\(index % 7)/file\(index)"
        let text = files[name]?.replacingLine(number + offset, with: "changed by \(number)") ?? ""
        files[name] = text
        try Data(text.utf8).write(to: oracle.directory.appendingPathComponent(name))
      }
      try oracle.run(["commit", "-q", "-a", "-m", "patch \(number)"])
    }
    let mbox = try oracle.run(["format-patch", "--stdout", "base..main"]).bytes
    let patches = try oracle.patches(in: mbox)
    let clock = ContinuousClock()
    var expected: GitOracle.Mailed?
    let theirs = try clock.measure { expected = try oracle.am(mbox) }
    let repository = try Repository(path: oracle.directory.path)
    let base = try repository.base("base")
    var applied: AppliedSeries?
    let options = SeriesOptions(committer: GitOracle.committer)
    let ours = try clock.measure {
      applied = try repository.apply(patches, onto: base, options: options)
    }
    print("50 patches on 2,000 files: git am \(theirs), in memory \(ours)")
    #expect(applied?.stages.compactMap(\.commit).map(\.description) == expected?.commits)
  }
}

extension String {
  fileprivate func replacingLine(_ index: Int, with text: String) -> String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false)
    lines[index] = text[...]
    return lines.joined(separator: "\n")
  }
}
