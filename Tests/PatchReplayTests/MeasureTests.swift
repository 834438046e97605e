import Foundation
import Testing

/// The command lane end to end: real commits, a real compiler, real processes.
@Suite(.serialized)
struct MeasureTests {
  private let program = Tools.products.appendingPathComponent("patch-replay")

  /// Runs the program in one and the same environment, on which the cache depends.
  private func run(_ arguments: [String]) throws -> Finished {
    try Tools.run("HOME=/", [program.path] + arguments)
  }

  /// Starts the program and does not wait.
  private func start(
    _ arguments: [String], output: FileHandle, errors: FileHandle = .nullDevice
  ) throws -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    process.standardError = errors
    process.standardOutput = output
    try process.run()
    return process
  }

  /// What a run kept, which is as the published schema says, every time.
  private func lane(_ out: String) throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: out + "/run.json"))
    try Schema.check(data)
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(document["schema"] as? String == "patch-replay.run/1")
    let lanes = document["lanes"] as? [String: Any]
    let command = try #require(lanes?["command"] as? [String: Any])
    return try #require(command["workloads"] as? [[String: Any]])
  }

  private func metric(_ name: String, _ out: String) throws -> [String: Any] {
    try #require(try lane(out).first { $0["name"] as? String == name })
  }

  private func blamed(_ metric: [String: Any]) -> [[Int]] {
    (metric["attribution"] as? [[String: Any]] ?? []).compactMap { $0["patches"] as? [Int] }
  }

  private func stages(_ metric: [String: Any]) -> [[String: Any]] {
    metric["stages"] as? [[String: Any]] ?? []
  }

  @Test
  func `a condition about a metric that will not be there is refused before anything is built`()
    throws
  {
    let options = ["--metric", "cost=cost: ([0-9.]+)", "--fail-on", "costs:slower:5%"]
    let toy = try ToySeries([.init(), .init()])
    let refused = try run(toy.arguments(steps: 1, rounds: 5) + options)
    #expect(refused.status == 64)
    #expect(refused.errors.contains("--fail-on costs:slower:5%: no such metric; there are cost, "))
    #expect(!FileManager.default.fileExists(atPath: toy.cache))
  }

  @Test func `the base built again takes part in every round and in no family`() throws {
    let toy = try ToySeries([.init(), .init()])
    let finished = try run(toy.arguments(steps: 1, rounds: 7) + ["--layout-floor"])
    #expect(finished.status == 0, "\(finished.errors)")
    let cost = try metric("cost", toy.out)
    #expect(stages(cost).compactMap { $0["number"] as? Int } == [0, 1])
    let floor = try #require(cost["layout_floor"] as? [String: Any])
    #expect((floor["low"] as? Double ?? 9) <= (floor["high"] as? Double ?? 0))
    let journal = try String(contentsOfFile: toy.journal, encoding: .utf8)
    #expect(journal.components(separatedBy: #""stage":-1,"#).count - 1 >= 8)
  }

  @Test func `a patch that is named is measured again, and so is nothing else`() throws {
    let slow = ToySeries.Step(work: 130)
    let toy = try ToySeries([.init(), .init(), slow, slow])
    let arguments = toy.arguments(steps: 3, rounds: 12)
    #expect(try run(arguments).text.contains("cost: patch 2: +"))
    // The rounds are in the journal: only those that confirm are measured.
    let finished = try run(arguments + ["--resume", "--confirm", "--again"])
    #expect(finished.text.contains("; confirmed +"), "\(finished.text)\(finished.errors)")
    let cost = try metric("cost", toy.out)
    let changes = stages(cost).map { $0["vs_previous"] as? [String: Any] }
    let confirmed = try #require(changes[2]?["confirmed"] as? [String: Any])
    #expect(confirmed["holds"] as? Bool == true)
    #expect(confirmed["rounds"] as? Int == 12)
    #expect(changes[1]?["confirmed"] == nil)
    #expect(changes[3]?["confirmed"] == nil)
    let lines = try String(contentsOfFile: toy.journal, encoding: .utf8).split(separator: "\n")
    let cells = try lines.dropFirst().compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    let fresh = cells.filter { $0["confirming"] as? Int == 2 && $0["attempt"] as? Int == 1 }
    #expect(fresh.count == 2 * 13)
    #expect(Set(fresh.compactMap { $0["stage"] as? Int }) == [1, 2])
    let others = cells.filter { $0["confirming"] == nil && $0["attempt"] as? Int == 1 }
    #expect(others.count == 4 * 13)
  }

  @Test func `a patch that adds a tenth of work is found, and an innocent one is not`() throws {
    let slow = ToySeries.Step(work: 110)
    let toy = try ToySeries([.init(), .init(), .init(), slow, slow, slow])
    let finished = try run(
      toy.arguments(steps: 5, rounds: 12) + ["--fail-on", "cost:slower:5%"])
    #expect(finished.text.contains("cost: patch 3: +"), "\(finished.text)\(finished.errors)")
    #expect(finished.text.contains("work: patch 3: 100 → 110 steps, exactly"))
    #expect(finished.status == 1)
    #expect(finished.errors.contains("cost: patch 3 is slower by at least"))
    let cost = try metric("cost", toy.out)
    #expect(blamed(cost).contains([3]))
    let samples = stages(cost).compactMap { $0["samples"] as? [Double] }
    #expect(samples.map(\.count) == Array(repeating: 12, count: 6))
    // Files are named whole, so that a person can copy the name.
    let lines = finished.text.components(separatedBy: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 || $0.contains(toy.out) })
    // The same code gives the same program, because every stage is built at the same place.
    let binaries = stages(cost).compactMap { $0["binaries"] as? String }
    #expect(Set(binaries.prefix(3)).count == 1)
    #expect(Set(binaries.suffix(3)).count == 1)
    #expect(Set(binaries).count == 2)
  }

  @Test func `a series that changes nothing blames nobody for more than a trifle`() throws {
    let toy = try ToySeries((0...5).map { .init(notes: "note \($0)") })
    let finished = try run(
      toy.arguments(steps: 5, rounds: 12) + ["--fail-on", "cost:slower:2%"])
    #expect(finished.status == 0, "\(finished.text)\(finished.errors)")
    #expect(blamed(try metric("work", toy.out)).isEmpty)
    #expect(
      finished.text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "patches 1, 2, 3, 4, 5 left all programs byte for byte as they were, and the commands read "
          + "nothing else that changed"))
    let changes = stages(try metric("cost", toy.out)).compactMap {
      $0["vs_previous"] as? [String: Any]
    }
    #expect(changes.map { $0["verdict"] as? String } == Array(repeating: "no change", count: 5))
    #expect(changes.allSatisfy { $0["reason"] as? String == "the built programs are equal" })
    #expect(finished.text.contains("equal programs =") && !finished.text.contains("inconclusive:"))
  }

  @Test func `equal programs that read a file which a patch changed are judged by their figures`()
    throws
  {
    let toy = try ToySeries((0...2).map { .init(notes: "note \($0)") })
    let finished = try run(toy.arguments(steps: 2, rounds: 6, run: "./toy; grep -c note notes"))
    #expect(finished.status == 0, "\(finished.errors)")
    let words = finished.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "patch 2 left all programs byte for byte as they were, but the commands read notes, which is "
          + "another"))
    let changes = stages(try metric("cost", toy.out)).compactMap {
      $0["vs_previous"] as? [String: Any]
    }
    #expect(changes.count == 2 && changes.allSatisfy { $0["reason"] == nil })
  }

  @Test func `a condition about figures that allow no ratios fails with the true reason`() throws {
    let toy = try ToySeries([.init(), .init(work: 101)])
    let count = "n=$(cat n 2>/dev/null || echo 0); echo $((n + 1)) > n; echo \"lag: $((n - 2)) ms\""
    let finished = try run(
      toy.arguments(steps: 1, rounds: 6, run: count) + ["--fail-on", "lag:slower:2%"])
    #expect(finished.status == 1)
    // 0 where the cell was disturbed and measured again.
    let reason = "ratios need figures above 0, and the base has "
    #expect(finished.errors.contains("--fail-on lag:slower:2%: cannot be judged: lag: \(reason)"))
    let lag = try metric("lag", toy.out)
    #expect((lag["not_compared"] as? String)?.hasPrefix(reason) == true)
    #expect(stages(lag).compactMap { $0["samples"] as? [Double] }.map(\.count) == [6, 6])
  }

  @Test func `stages that do not build, fail or hang are told with their logs, the others go on`()
    throws
  {
    let toy = try ToySeries([
      .init(), .init(ending: "no such thing;"), .init(), .init(ending: "return 7;"),
      .init(ending: "for (;;) ;"), .init(),
    ])
    let finished = try run(toy.arguments(steps: 5, rounds: 3) + ["--timeout", "1"])
    #expect(finished.status == 1)
    #expect(finished.errors.contains("stage 1 does not build"))
    #expect(finished.errors.contains("error: "))
    let work = try metric("work", toy.out)
    #expect(
      stages(work).map { $0["state"] as? String } == [
        "measured", "unbuildable", "measured", "failed", "timed out", "measured",
      ])
    #expect((stages(work)[1]["log"] as? String)?.contains("toy.c") == true)
    #expect((stages(work)[5]["samples"] as? [Double])?.count == 3)
  }

  @Test func `built stages are kept, and only what is new is built`() throws {
    let toy = try ToySeries([.init(), .init(work: 101), .init(work: 102)])
    let log = toy.scratch.url.appendingPathComponent("builds").path
    func build(_ rounds: Int) throws -> Int {
      var arguments = toy.arguments(steps: 2, rounds: rounds)
      arguments[6] = "make && echo built >> \(log)"
      #expect(try run(arguments).status == 0)
      return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count
    }
    #expect(try build(1) == 3)
    let files = FileManager.default
    #expect(files.fileExists(atPath: toy.out + "/report.html"))
    #expect(try build(1) == 3)
    // The run before this one, its journal included, is kept.
    let earlier = try #require(try files.contentsOfDirectory(atPath: toy.out + "/earlier").first)
    #expect(
      try files.contentsOfDirectory(atPath: "\(toy.out)/earlier/\(earlier)").sorted()
        == ["journal.jsonl", "report.html", "run.json"])
    try ToySeries.write("changed\n", "notes", in: toy.repository)
    try Tools.git("commit", "-qam", "toy: reworded", "--amend", in: toy.repository)
    #expect(try build(1) == 4)
  }

  @Test func `of a series that is sent anew only what changed is measured`() throws {
    let toy = try ToySeries([.init(), .init(work: 101), .init(work: 102), .init(work: 103)])
    let print = "sed -n 's/.*\\(work: [0-9]* steps\\).*/\\1/p' toy.c"
    #expect(try run(toy.arguments(steps: 3, rounds: 12, run: print)).status == 0)
    let mended = ToySeries.Step(work: 130).program
    try ToySeries.write(mended, "toy.c", in: toy.repository)
    try Tools.git("commit", "-qam", "toy: step 3, mended", "--amend", in: toy.repository)
    let again = try run(toy.arguments(steps: 3, rounds: 12, run: print))
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("patches 1–2 were measured by the run of"))
    let journal = try String(contentsOfFile: toy.journal, encoding: .utf8)
    #expect(journal.contains(#""stage":2"#) && !journal.contains(#""stage":1"#))
    let work = try metric("work", toy.out)
    #expect(stages(work).map { $0["median"] as? Double } == [100, 101, 102, 130])
    #expect(blamed(work) == [[1], [2], [3]])
    #expect(stages(work).map { $0["known"] is String } == [false, true, true, false])
    #expect(stages(work).compactMap { $0["known_rounds"] as? Int } == [12, 12])
    #expect(again.text.hasPrefix("main~3..main: 3 commits\n"), "\(again.text)")
    #expect(again.text.contains("patches 1–2 were measured in 12 rounds by the run of"))
    let all = try run(toy.arguments(steps: 3, rounds: 1, run: print) + ["--again"])
    #expect(!all.errors.contains("were measured by"))
  }

  @Test func `more rounds than a patch has are made of all patches`() throws {
    let toy = try ToySeries([.init(), .init(), .init(), .init(notes: "first")])
    #expect(try run(toy.arguments(steps: 3, rounds: 12, run: "true")).status == 0)
    try ToySeries.write("second\n", "notes", in: toy.repository)
    try Tools.git("commit", "-qam", "toy: step 3, mended", "--amend", in: toy.repository)
    let more = try run(toy.arguments(steps: 3, rounds: 13, run: "true"))
    #expect(more.status == 0, "\(more.errors)")
    #expect(more.errors.contains(", in 12 rounds only, fewer than requested now"), "\(more.errors)")
    let time = stages(try metric("wall time", toy.out))
    #expect(time.compactMap { ($0["samples"] as? [Double])?.count } == [13, 13, 13, 13])
    #expect(time.allSatisfy { $0["known"] == nil })
  }

  @Test func `a killed run leaves a whole journal and goes on where it was`() throws {
    let toy = try ToySeries([.init(), .init(work: 110)])
    let arguments = toy.arguments(steps: 1, rounds: 4, run: "./toy; sleep 0.1")
    let process = try start(arguments, output: .nullDevice)
    try waitForLines(5, in: toy.journal)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let before = try String(contentsOfFile: toy.journal, encoding: .utf8)
    let resumed = try start(arguments + ["--resume"], output: .nullDevice)
    resumed.waitUntilExit()
    #expect(resumed.terminationStatus == 0)
    let after = try String(contentsOfFile: toy.journal, encoding: .utf8)
    #expect(after.hasPrefix(String(before[...(before.lastIndex(of: "\n") ?? before.startIndex)])))
    #expect(blamed(try metric("work", toy.out)) == [[1]])
    let firsts = try after.split(separator: "\n").dropFirst().map {
      try #require(
        JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }.filter { $0["attempt"] as? Int == 1 }
    #expect(firsts.count == 10)
    let other = try run(arguments + ["--resume", "--timeout", "9"])
    #expect(other.status == 64)
    #expect(other.errors.contains("another experiment"))
  }

  @Test func `an interrupted run ends its cell, shows what is known, and can go on`() throws {
    let toy = try ToySeries([.init(), .init(work: 110)])
    let arguments = toy.arguments(steps: 1, rounds: 500, run: "./toy; sleep 0.1")
    let output = toy.scratch.url.appendingPathComponent("output")
    try Data().write(to: output)
    let process = try start(arguments, output: FileHandle(forWritingTo: output))
    // Cells that something disturbed have two lines.
    try waitForLines(20, in: toy.journal)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(text.contains("work: patch 1: 100 → 110 steps, exactly"), "\(text)")
  }

  @Test func `an interruption before the first result is told, and writes no run`() throws {
    let toy = try ToySeries([.init(), .init(work: 110)])
    let arguments = toy.arguments(steps: 1, rounds: 500, run: "./toy; sleep 0.5")
    let files = ["output", "errors"].map(toy.scratch.url.appendingPathComponent)
    for file in files { try Data().write(to: file) }
    let process = try start(
      arguments + ["--resume"], output: FileHandle(forWritingTo: files[0]),
      errors: FileHandle(forWritingTo: files[1]))
    try waitForLines(2, in: toy.journal)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let errors = try String(contentsOf: files[1], encoding: .utf8)
    #expect(errors.contains("journal.jsonl is not there; everything is measured"), "\(errors)")
    #expect(errors.contains("interrupted before a round was whole"), "\(errors)")
    #expect(try Data(contentsOf: files[0]).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: toy.out + "/run.json"))
  }

  @Test func `a run that is told to stop at once shows and writes the rounds that are whole`()
    throws
  {
    let toy = try ToySeries([.init(), .init(work: 110)])
    let files = ["go", "hangs", "output", "errors"].map(toy.scratch.url.appendingPathComponent)
    let (go, hangs, output, errors) = (files[0], files[1], files[2], files[3])
    let arguments = toy.arguments(
      steps: 1, rounds: 10_000,
      run: "if [ -e '\(go.path)' ]; then touch '\(hangs.path)'; sleep 600; fi; ./toy")
    for file in [output, errors] { try Data().write(to: file) }
    let process = try start(
      arguments, output: FileHandle(forWritingTo: output),
      errors: FileHandle(forWritingTo: errors))
    try waitForLines(20, in: toy.journal)
    try Data().write(to: go)
    try wait { FileManager.default.fileExists(atPath: hangs.path) }
    process.interrupt()
    // Two signals that come before one of them is handled would be one.
    try wait {
      try String(contentsOf: errors, encoding: .utf8).contains("stopping after this measurement")
    }
    #expect(process.isRunning)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(text.contains("work: patch 1: 100 → 110 steps, exactly"), "\(text)")
    #expect(blamed(try metric("work", toy.out)) == [[1]])
  }

  @Test func `a mailbox on a folder is measured, and what was asked for is read`() throws {
    let toy = try ToySeries([.init(), .init(work: 120)])
    let mailbox = try toy.scratch.file(
      "toy.mbox",
      try Tools.git("format-patch", "--stdout", "-1", in: toy.repository) + "\n")
    try Tools.git("checkout", "-q", "main~1", in: toy.repository)
    let finished = try run([
      "measure", mailbox, "--tree", toy.repository.path, "--build", "make", "--run", "./toy",
      "--rounds", "3", "--metric", "steps[steps]=^work: ([0-9]+)", "--cache", toy.cache, "--out",
      toy.out, "--env", "TOY=1", "--pin", "0", "--json",
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    let document = try finished.json()
    #expect((document["series"] as? [String: Any])?["title"] as? String == "toy: step 1")
    #expect(try lane(toy.out).contains { $0["name"] as? String == "cost" } == false)
    #expect(stages(try metric("steps", toy.out)).map { $0["median"] as? Double } == [100, 120])
  }

  @Test func `patch 10 of the fixture is named`() throws {
    let scratch = try Scratch()
    let shape = #"{"op":"write","offset":0,"segments":[[0,4096],[0,4096],[0,4096],[0,4096]]}"#
    let finished = try run([
      "measure", Tools.fixture("fuse-dio-v2.mbox"), "--tree", Tools.fixture("fuse-mini"),
      "--build", "make -s CFLAGS=-O0", "--run",
      "echo '\(shape)' | ./fuse-mini trace --shapes -", "--metric",
      "requests[per call]=json:requests_allocated", "--rounds", "3", "--cache",
      scratch.url.appendingPathComponent("cache").path, "--out",
      scratch.url.appendingPathComponent("out").path,
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("applied 11 of 11 onto the folder"))
    #expect(finished.text.contains("requests: patch 10: 4 → 1 per call, exactly"))
  }

  private func waitForLines(_ count: Int, in path: String) throws {
    try wait {
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").count >= count
    }
  }

  /// Waits until something is so; gives up where it never will be.
  private func wait(until isSo: () throws -> Bool) throws {
    let deadline = Date.now.addingTimeInterval(60)
    while Date.now < deadline {
      if try isSo() { return }
      usleep(20_000)
    }
    throw CocoaError(.fileReadNoSuchFile)
  }
}
