import Foundation
import Testing

/// What goes wrong while a project is measured: runs, set-ups, builds, trees and signals.
@Suite(.serialized)
struct MeasureFailureTests {
  /// A repository of shell scripts: one commit for each set of files.
  private struct Scripts: ~Copyable {
    let scratch: Scratch
    let repository: URL
    let commits: Int

    init(_ commits: [[String: String]]) throws {
      let scratch = try Scratch()
      let repository = scratch.url.appendingPathComponent("repository")
      try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
      try Tools.git("init", "-q", "-b", "main", ".", in: repository)
      for (number, files) in commits.enumerated() {
        for (name, text) in files { try ToySeries.write(text, name, in: repository) }
        try Tools.git("add", "-A", in: repository)
        try Tools.git("commit", "-q", "--allow-empty", "-m", "step \(number)", in: repository)
      }
      self.scratch = scratch
      self.repository = repository
      self.commits = commits.count
    }

    var out: String { scratch.url.appendingPathComponent("kept").path }

    func arguments(_ more: String...) -> [String] {
      [
        "measure", "--range", "main~\(commits - 1)..main", "--repo", repository.path, "--seed", "1",
        "--cache", scratch.url.appendingPathComponent("cache").path, "--out", out,
      ] + more
    }

    /// The rows of the printed time, or of what is named.
    func stages(_ name: String = "time") throws -> [[String: Any]] {
      let data = try Data(contentsOf: URL(fileURLWithPath: out + "/run.json"))
      try Schema.check(data)
      let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
      let lanes = document["lanes"] as? [String: Any]
      let command = try #require(lanes?["command"] as? [String: Any])
      let workloads = try #require(command["workloads"] as? [[String: Any]])
      return try #require(
        workloads.first { $0["name"] as? String == name }?["stages"] as? [[String: Any]])
    }
  }

  /// Prints a time that varies a little and has a stage's own level.
  private static let bench =
    "echo \"time: $(( $(cat level) + $(od -An -N1 -tu1 /dev/urandom) )) us\"\n"

  @Test func `a stage that fails at its very first run only is measured, and the failure counted`()
    throws
  {
    let cold = "[ -e warm ] || { touch warm; echo address already in use >&2; exit 1; }\n"
    let scripts = try Scripts([
      ["b.sh": Self.bench, "level": "10000"], ["b.sh": cold + Self.bench, "level": "13000"],
      ["b.sh": Self.bench],
    ])
    let run = try Tools.patchReplay(scripts.arguments("--run", "sh b.sh", "--rounds", "8"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("patch 1 (step 1) is slower"), "\(run.text)")
    let stages = try scripts.stages()
    #expect(stages.map { $0["state"] as? String } == ["measured", "measured", "measured"])
    #expect(stages.map { $0["failures"] as? Int } == [0, 1, 0])
    #expect(stages[1]["runs"] as? Int ?? 0 >= 10)
    #expect((stages[1]["samples"] as? [Double])?.count == 8)
    #expect(run.text.contains("stage 1: 1 of "))
    for format in ["markdown", "html"] {
      let report = try Tools.patchReplay(
        "report", scripts.out + "/run.json", "--format", format)
      #expect(report.text.contains("stage 1: 1 of "), "\(format)")
    }
    let table = try Tools.patchReplay(
      "report", scripts.out + "/run.json", "--format", "csv-summary")
    #expect(table.text.contains("failed_runs"))
  }

  @Test(arguments: ["--setup", "--prepare", "--conclude"])
  func `a stage that cannot be made ready fails with the reason, and the others go on`(
    option: String
  ) throws {
    let scripts = try Scripts([
      ["b.sh": Self.bench, "level": "10000", "m.sh": "exit 0\n"], ["level": "11000"],
      ["m.sh": "echo no such table >&2; exit 1\n"], ["m.sh": "exit 0\n"],
    ])
    let run = try Tools.patchReplay(
      scripts.arguments(option, "sh m.sh", "--run", "sh b.sh", "--rounds", "8"))
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("stage 2 fails: \(option): exit code 1 / no such table"))
    #expect(run.text.contains("patch 1 (step 1) is slower"), "\(run.text)")
    #expect(
      try scripts.stages().map { $0["state"] as? String } == [
        "measured", "measured", "failed", "measured",
      ])
  }

  @Test func `a build that hangs ends at its limit, and the other stages are measured`() throws {
    let scripts = try Scripts([
      ["b.sh": Self.bench, "level": "10000", "make.sh": "exit 0\n"],
      ["make.sh": "sleep 1000\n"],
    ])
    let run = try Tools.patchReplay(
      scripts.arguments(
        "--build", "sh make.sh", "--build-timeout", "1", "--run", "sh b.sh", "--rounds", "3"))
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("--build-timeout allows"), "\(run.errors)")
    #expect(try scripts.stages().map { $0["state"] as? String } == ["measured", "unbuildable"])
  }

  @Test func `one SIGTERM ends a build that hangs, and what it started`() throws {
    let scripts = try Scripts([["b.sh": Self.bench, "level": "10000"], ["level": "10001"]])
    let mark = scripts.scratch.url.appendingPathComponent("started")
    let tool = try RunningTool(
      Tools.products.appendingPathComponent("patch-replay").path,
      scripts.arguments(
        "--build", "echo $$ > \(mark.path); exec sleep 1000", "--run", "sh b.sh"),
      in: scripts.scratch.url)
    func build() -> Int32? {
      (try? String(contentsOf: mark, encoding: .utf8)).flatMap {
        Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    try #require(tool.wait { _ in build() != nil }, "\(tool.errors)")
    let process = try #require(build())
    tool.send(SIGTERM)
    #expect(tool.end() == 130)
    #expect(tool.errors.contains("what is built is kept"), "\(tool.errors)")
    #expect(kill(process, 0) != 0)
  }

  @Test func `a command that changes its tree is noticed, and one that does not is not`() throws {
    let scripts = try Scripts([["b.sh": Self.bench, "level": "10000"], ["level": "10001"]])
    let quiet = try Tools.patchReplay(scripts.arguments("--run", "sh b.sh", "--rounds", "3"))
    #expect(!quiet.text.contains("changes files of the tree"), "\(quiet.text)")
    let loud = try Tools.patchReplay(
      scripts.arguments("--run", "date >> log; sh b.sh", "--rounds", "3"))
    #expect(loud.text.contains("changes files of the tree that it runs in (log)"), "\(loud.text)")
  }

  @Test func `a command that removes its tree is told in plain words`() throws {
    let scripts = try Scripts([["b.sh": Self.bench, "level": "10000"], ["level": "10001"]])
    let run = try Tools.patchReplay(
      scripts.arguments("--run", "rm -rf \"$PWD\"; echo time: 5 us", "--rounds", "3"))
    #expect(run.status == 74)
    #expect(run.errors.contains("is gone: a command removed or moved it"), "\(run.errors)")
    #expect(run.errors.contains("what is built is kept"))
  }
}
