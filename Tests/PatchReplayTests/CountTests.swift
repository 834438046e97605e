import Foundation
import Testing

/// Whether instructions can be counted here.
private enum Valgrind {
  static let isHere = (try? Tools.run("valgrind", ["--version"]))?.status == 0
}

/// Counted instructions end to end: real commits, a real compiler, valgrind.
@Suite(.enabled(if: Valgrind.isHere, "SKIPPED, valgrind is not installed"))
struct CountTests {
  /// Where the program is, its commits, and the same as mail.
  private struct Toy: ~Copyable {
    let scratch: Scratch
    let repository: URL
    let mail: String
  }

  /// A program of two functions, of which patch 2 makes one do a hundredth more.
  private static func program(_ steps: Int, comment: String) -> String {
    """
    #include <stdio.h>

    __attribute__((noinline)) static unsigned mix(unsigned value)
    {
    	unsigned step;

    	for (step = 0; step < \(steps); step++)
    		value = value * 31 + step;
    	return value;
    }

    __attribute__((noinline)) static unsigned fold(unsigned value)
    {
    	unsigned step;

    	for (step = 0; step < 300; step++)
    		value = (value << 3) ^ (value >> 5) ^ step;
    	return value;
    }

    int main(void)
    {
    	unsigned value = 1, round;

    	/* \(comment) */
    	for (round = 0; round < 1000; round++)
    		value = fold(mix(value));
    	printf("%u\\n", value);
    	return 0;
    }

    """
  }

  private static func makeToy() throws -> Toy {
    let scratch = try Scratch()
    let repository = scratch.url.appendingPathComponent("repository")
    try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
    try Tools.git("init", "-q", "-b", "main", ".", in: repository)
    let programs = [
      program(700, comment: "plain"), program(700, comment: "said better"),
      program(714, comment: "said better"), program(714, comment: "said best"),
    ]
    for (number, text) in programs.enumerated() {
      try ToySeries.write(text, "toy.c", in: repository)
      try Tools.git("add", "-A", in: repository)
      try Tools.git("commit", "-q", "-m", "toy: step \(number)", in: repository)
    }
    let mail = scratch.url.appendingPathComponent("series.mbox")
    try Tools.git("format-patch", "--stdout", "main~3", in: repository)
      .write(to: mail, atomically: true, encoding: .utf8)
    return Toy(scratch: scratch, repository: repository, mail: mail.path)
  }

  private static func arguments(_ toy: borrowing Toy) -> [String] {
    [
      "measure", toy.mail, "--repo", toy.repository.path, "--base", "main~3",
      "--build", "cc -O1 -g -o toy toy.c", "--run", "./toy", "--seed", "1",
      "--cache", toy.scratch.url.appendingPathComponent("cache").path,
      "--out", toy.scratch.url.appendingPathComponent("out").path,
    ]
  }

  private static func workload(_ finished: Finished) throws -> [String: Any] {
    try Schema.check(finished.output)
    let lanes = try finished.json()["lanes"] as? [String: Any]
    let command = lanes?["command"] as? [String: Any]
    let workloads = try #require(command?["workloads"] as? [[String: Any]])
    return try #require(workloads.first { $0["name"] as? String == "instructions" })
  }

  @Test func `one in a hundred more in one function names the patch and the function`() throws {
    let toy = try Self.makeToy()
    let finished = try Tools.patchReplay(
      Self.arguments(toy) + [
        "--count", "instructions", "--why", "--json", "--fail-on", "instructions:slower:1%",
      ])
    #expect(finished.status == 1, "\(finished.errors)")
    #expect(finished.errors.contains("instructions: patch 2 is slower"))
    let workload = try Self.workload(finished)
    let stages = try #require(workload["stages"] as? [[String: Any]])
    let verdicts = stages.map { ($0["vs_previous"] as? [String: Any])?["verdict"] as? String }
    // What the loader does in a process varies by a few instructions on some machines; then an interval says
    // how far, and the toy's one in a hundred is still seen.
    #expect(
      workload["family"] as? String == "exact"
        ? verdicts == [nil, "equal", "more", "equal"]
        : [
          [nil, "no change", "tiny but real", "no change"],
          [nil, "no change", "slower", "no change"],
        ]
        .contains(verdicts), "\(verdicts)")
    #expect(stages.map { ($0["samples"] as? [Double])?.count } == [2, 2, 2, 2])
    let functions = try #require(stages[2]["functions"] as? [[String: Any]])
    let mix = try #require(functions.first)
    #expect(mix["name"] as? String == "mix")
    #expect(mix["file"] as? String == "toy.c")
    // Compilers give the opening line no code of its own.
    #expect((4...7).contains(mix["line"] as? Int ?? 0))
    #expect(mix["touched"] as? Bool == true)
    let (before, after) = (mix["before"] as? Int ?? 0, mix["after"] as? Int ?? 0)
    #expect(abs(Double(after - before) - Double(before) * 14 / 700) < Double(before) / 1000)
    #expect(functions.count == 1)
    #expect(stages[1]["functions"] == nil && stages[3]["functions"] == nil)
  }

  @Test func `counts stand beside rounds, and only named patches are explained`() throws {
    let toy = try Self.makeToy()
    let finished = try Tools.patchReplay(
      Self.arguments(toy) + ["--count", "instructions", "--rounds", "2"])
    #expect(finished.status == 0, "\(finished.errors)")
    let text = finished.text.replacing("\n    ", with: " ")
    #expect(text.contains("instructions: patch 2: "))
    #expect(text.contains("wall time"))
    #expect(!text.contains("by function"))
  }

  @Test func `a stage whose command fails has no count, and its neighbours are compared`() throws {
    let toy = try Self.makeToy()
    let finished = try Tools.patchReplay(
      Self.arguments(toy) + [
        "--count", "instructions", "--json", "--prepare", "! grep -q 'said better' toy.c",
      ])
    let workload = try Self.workload(finished)
    let stages = try #require(workload["stages"] as? [[String: Any]])
    #expect(stages.map { $0["state"] as? String } == ["measured", "failed", "failed", "measured"])
    #expect((stages[3]["vs_previous"] as? [String: Any])?["verdict"] as? String == "more")
  }

  @Test func `a condition about what is not counted is refused before anything is built`() throws {
    let toy = try Self.makeToy()
    let finished = try Tools.patchReplay(
      Self.arguments(toy) + ["--count", "instructions", "--fail-on", "cycles:slower:1%"])
    #expect(finished.status == 64)
    #expect(finished.errors.contains("there are instructions"))
  }
}

/// What does not need valgrind.
struct CountUsageTests {
  @Test func `where valgrind is missing, its package is named and nothing is built`() throws {
    let toy = try ToySeries([.init(), .init()])
    let finished = try Tools.patchReplay([
      "measure", "--range", "main~1..main", "--repo", toy.repository.path, "--build", "make",
      "--run", "./toy", "--cache", toy.cache, "--out", toy.out, "--count", "instructions",
      "--env", "PATH=/nowhere",
    ])
    #expect(finished.status == 69)
    #expect(finished.errors.contains("apt-get install valgrind"))
    #expect(!FileManager.default.fileExists(atPath: toy.cache))
  }

  @Test func `what is about rounds needs rounds`() throws {
    let finished = try Tools.patchReplay([
      "measure", "x.mbox", "--tree", ".", "--run", "true", "--count", "instructions", "--confirm",
    ])
    #expect(finished.status == 64)
    #expect(finished.errors.contains("--rounds"))
  }
}
