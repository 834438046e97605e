import Documents
import EngineLane
import Failures
import FuseSeries
import PatchMail
import Rounds
import TestSupport
import Testing

@testable import Replay

/// The engine is measured in this process, against the bundled server beside it.
@Suite(.serialized)
struct RunningTests {
  private var experiment: ExperimentRequest {
    var request = ExperimentRequest(end: StopRule(rounds: 1, precision: nil, seconds: nil))
    request.workloads = ["read:4k"]
    request.seed = 7
    return request
  }

  private func run(_ name: String, out: String?) -> RunRequest {
    RunRequest(Fixture.request(name), experiment: experiment, out: out)
  }

  @Test func `a series is read, applied, measured and written`() async throws {
    let scratch = try Scratch()
    let told = Told()
    var request = run("fuse-dio-v2.mbox", out: scratch.path + "/out")
    request.target = .folder(Fixture.tree)
    let outcome = try await request.perform(.test, told.observer())
    #expect(outcome.ending == nil)
    #expect(outcome.notes.isEmpty)
    #expect(told.lines == ["measuring"])
    guard case .measured(let run, let written) = outcome.answer else {
      Issue.record("nothing was measured")
      return
    }
    #expect(written.folder == scratch.path + "/out" && written.lost == nil)
    #expect(written.names == ["run.json", "report.html"])
    // Nobody owns the folder any more.
    #expect(!exists("out/\(FolderLock.name)", in: scratch.path))
    #expect(run.settings.rounds == 1 && run.settings.seed == 7)
    #expect(run.environment.program == "test")
    #expect(run.apply?.complete == true)
    #expect(run.lanes[.engine]?.workloads.map(\.stages.count) == [12])
    #expect(try RunFile.read(scratch.path + "/out/run.json").settings == run.settings)
    #expect(exists("out/report.html", in: scratch.path))
  }

  @Test func `what is left out is written down, and what does not apply then ends the run badly`()
    async throws
  {
    let scratch = try Scratch()
    var request = run("fuse-dio-v2.mbox", out: scratch.path)
    request.target = .folder(Fixture.tree)
    request.patches = .without([10, 11])
    let outcome = try await request.perform(.test, Told().observer())
    guard case .measured(let run, _) = outcome.answer else {
      Issue.record("nothing was measured")
      return
    }
    #expect(run.settings.without == [10, 11])
    if let problem = run.apply?.problem {
      #expect(outcome.ending == Failure(.badAnswer, "what is left does not all apply: \(problem)"))
      #expect(run.warnings.last == "what is left does not all apply: \(problem)")
    } else {
      #expect(outcome.ending == nil)
    }
  }

  @Test func `a series that does not apply is shown, and nothing is measured or made`() async throws
  {
    let scratch = try Scratch()
    let told = Told()
    var request = run("broken/does-not-apply.mbox", out: scratch.path + "/out")
    request.target = .folder(Fixture.tree)
    let outcome = try await request.perform(.test, told.observer())
    guard case .refused(let applied?) = outcome.answer else {
      Issue.record("it was taken")
      return
    }
    #expect(outcome.ending?.exitClass == .badAnswer)
    #expect(outcome.ending?.message == applied.problem)
    #expect(told.lines.isEmpty && !exists("out", in: scratch.path))
  }

  @Test func `a choice that does not fit is wrong usage, with how the rest applies`() async throws {
    let scratch = try Scratch()
    var request = run("fuse-dio-v2.mbox", out: scratch.path + "/out")
    request.patches = .without([9])
    let outcome = try await request.perform(.test, Told().observer())
    guard case .refused(_?) = outcome.answer else {
      Issue.record("it was taken")
      return
    }
    #expect(outcome.ending?.exitClass == .usage)
    #expect(!exists("out", in: scratch.path))
  }

  @Test func `a series without stages is read, and kept with advice`() async throws {
    let scratch = try Scratch()
    let outcome = try await run("broken/reply-among.mbox", out: scratch.path).perform(
      .test, Told().observer())
    guard case .read(let run, let written) = outcome.answer else {
      Issue.record("it was measured")
      return
    }
    #expect(run.lanes.isEmpty)
    #expect(outcome.notes.first?.contains("`patch-replay measure` measures any project") == true)
    #expect(written.names == ["run.json", "report.html"])
    #expect(outcome.ending == nil)
    #expect(exists("run.json", in: scratch.path))
  }

  @Test func `a page that cannot be written ends the run badly, after the figures`() async throws {
    let scratch = try Scratch()
    try scratch.file("report.html/x", "")
    let outcome = try await run("fuse-dio-v2.mbox", out: scratch.path).perform(
      .test, Told().observer())
    #expect(outcome.ending?.exitClass == .inputOutput)
    guard case .measured(_, let written) = outcome.answer else {
      Issue.record("nothing was measured")
      return
    }
    #expect(written.names == ["run.json"] && written.lost == outcome.ending)
    #expect(exists("run.json", in: scratch.path))
  }

  @Test func `nothing is applied and nothing written where neither is asked for`() async throws {
    let told = Told()
    var request = run("broken/does-not-apply.mbox", out: nil)
    request.target = nil
    let outcome = try await request.perform(.test, told.observer())
    switch outcome.answer {
    case .refused(let applied): #expect(applied == nil)
    case .read(let run, let written), .measured(let run, let written):
      #expect(run.apply == nil && run.series?.patches.allSatisfy { $0.diff == nil } == true)
      #expect(written.folder == nil && written.names.isEmpty)
    }
  }

  // MARK: gates

  @Test func `a gate is judged after the series was measured`() async throws {
    var request = run("fuse-dio-v2.mbox", out: nil)
    request.gate = try FailureGate(["slower:1%"])
    let outcome = try await request.perform(.test, Told().observer())
    // One round is too few to judge.
    #expect(outcome.ending?.exitClass == .badAnswer)
    #expect(
      outcome.ending?.message.hasPrefix("--fail-on slower:1%: cannot be judged: read:4k: ") == true)
    guard case .measured(let run, _) = outcome.answer else {
      Issue.record("nothing was measured")
      return
    }
    #expect(run.lanes[.engine]?.workloads.count == 1)
  }

  @Test func `a gate about a series that the engine does not know cannot be judged`() async throws {
    var request = run("broken/reply-among.mbox", out: nil)
    request.gate = try FailureGate(["slower:1%"])
    let outcome = try await request.perform(.test, Told().observer())
    #expect(
      outcome.ending == Failure(.badAnswer, "--fail-on cannot be judged: nothing was measured"))
  }

  @Test func `what cannot be measured is refused before a server is started`() async throws {
    let scratch = try Scratch()
    func refusal(_ change: (inout RunRequest) throws -> Void) async throws -> Failure? {
      let told = Told()
      var request = run("fuse-dio-v2.mbox", out: scratch.path + "/out")
      try change(&request)
      do throws(Failure) { _ = try await request.perform(.test, told.observer()) } catch {
        #expect(!told.lines.contains("measuring") && !exists("out", in: scratch.path))
        return error
      }
      return nil
    }
    #expect(
      try await refusal { $0.gate = try FailureGate(["other:slower:1%"]) }?.message
        == "--fail-on other:slower:1%: no such metric; there are read:4k")
    #expect(
      try await refusal {
        $0.lanes = [.kernel]
        $0.gate = try FailureGate(["slower:1%"])
      }?.message == "--fail-on judges patches, which only the engine's lane has")
    #expect(
      try await refusal {
        $0.lanes = [.kernel, .engine]
        $0.experiment.server.socket = "/x"
      }?.message == "--lane kernel mounts a server that is started; --connect has none")
    #expect(try await refusal { $0.experiment.workloads = ["writev"] }?.exitClass == .usage)
  }

  // MARK: endings

  @Test func `a run that ended early says so before the series' problems are told`() {
    var run = SampleRun.make()
    run.series?.problems = [
      ProblemSummary(severity: .error, code: "missing-patch", patch: 3, message: "3 is missing")
    ]
    var measured = MeasuredRun(run: run)
    #expect(measured.ending(run.series) == Failure(.badAnswer, "3 is missing"))
    #expect(measured.earlyEnding == nil && measured.ending(nil) == nil)
    measured.run.settings.stopped = .interrupted
    #expect(
      measured.ending(run.series) == Failure(.interrupted, "interrupted after 3 rounds"))
    measured.failure = Failure(.inputOutput, "the server ended")
    #expect(measured.ending(run.series)?.message == "the server ended")
    // A cover letter alone says itself what is missing.
    run.series?.patches = []
    #expect(MeasuredRun(run: run).ending(run.series) == nil)
  }

  // MARK: server

  @Test func `a server is a socket, a command, or our own beside the program`() throws {
    let invocation = Invocation.test
    #expect(try ServerChoice(socket: "/s").place(invocation) == .socket("/s"))
    #expect(throws: Failure.self) {
      try ServerChoice(socket: "/s").place(invocation, isThreaded: true)
    }
    #expect(
      try ServerChoice(command: "x {}").place(invocation).description == "x {}")
    #expect(
      throws: Failure(.usage, "--server needs {} where the place to serve belongs: x")
    ) { try ServerChoice(command: "x").place(invocation) }
    #expect(
      try ServerChoice().place(invocation).description.contains(
        "patch-replay-fused -f -s -o pages_by_address {}"))
    #expect(
      try !ServerChoice().place(invocation, isThreaded: true).description.contains(" -s "))
    var elsewhere = invocation
    elsewhere.program = "/nowhere/patch-replay"
    #expect {
      try ServerChoice().place(elsewhere)
    } throws: {
      let failure = $0 as? Failure
      return failure?.exitClass == .unavailable
        && failure?.message.hasPrefix("the server /nowhere/patch-replay-fused is missing") == true
    }
    elsewhere.program = nil
    #expect(throws: Failure.self) { try ServerChoice().place(elsewhere) }
  }
}
