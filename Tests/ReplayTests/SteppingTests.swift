import Documents
import EngineLane
import Failures
import PatchMail
import Reports
import Rounds
import Stepper
import TestSupport
import Testing

@testable import Replay

struct SteppingTests {
  private func input(_ target: ApplyTarget = .hollow) throws -> StepInput {
    try StepInput(
      Fixture.request("fuse-dio-v2.mbox").read(Told().notices), onto: target,
      server: ServerChoice(socket: "/s"), .test)
  }

  // MARK: what there is

  @Test func `a series is stepped through with designs, files and requests`() throws {
    var request = StepRequest(Fixture.request("fuse-dio-v2.mbox"), out: "/nowhere")
    request.server.socket = "/s"
    let session = try request.open(.test, Told().notices)
    #expect(session.material.patches.count == 11)
    #expect(session.material.designs.count == 12)
    #expect(session.material.requests.map(\.name) == ["writev:32x4k", "readv:32x4k"])
    #expect(session.material.requests.allSatisfy { $0.stages.count == 12 })
    #expect(session.material.files?.paths(at: 11).isEmpty == false)
  }

  @Test func `a run that was kept goes with nothing else`() throws {
    let scratch = try Scratch()
    let kept = try scratch.file("run.json", JSONText.pretty(SampleRun.make()))
    var request = StepRequest(SeriesRequest(MailInput([kept])), out: scratch.path)
    #expect(try request.open(.test, Told().notices).material.patches.count == 2)
    request.target = .folder(Fixture.tree)
    #expect(
      throws: Failure(
        .usage, "\(kept) is a run that was kept: --repo and --tree go with a mailbox")
    ) { try request.open(.test, Told().notices) }
    request.target = .hollow
    request.series.mail.paths = [Fixture.series, kept]
    #expect(
      throws: Failure(.usage, "\(kept) is a run that was kept: it goes with no other file")
    ) { try request.open(.test, Told().notices) }
  }

  // MARK: leaving out

  @Test(arguments: [ApplyTarget.hollow, .folder(Fixture.tree)])
  func `leaving patches out says whether the others apply and fit together`(
    target: ApplyTarget
  ) throws {
    let input = try input(target)
    let all = try Remainder(of: input, without: [], environment: [:])
    #expect(all.apply == nil && all.words == ["all patches are in again"])
    let last = try Remainder(of: input, without: [11], environment: [:])
    #expect(last.apply?.patches.count == 10)
    #expect(
      last.words == [
        "the other patches apply", "their stages fit together; `replay --without` measures them",
      ])
    let needed = try Remainder(of: input, without: [9], environment: [:])
    #expect(needed.words[0].hasPrefix("the others do not all apply: patch 10"))
    #expect(needed.words[1].hasPrefix("their stages do not fit together: "))
  }

  @Test func `stages that do not fit together are called by the numbers of the mail`() throws {
    var run = try input().run
    // The mail has one patch more in front, which is no step.
    for index in (run.series?.patches ?? []).indices {
      run.series?.patches[index].number = PatchNumber(index + 2)
    }
    let rest = try Remainder(of: StepInput(run), without: [10], environment: [:])
    #expect(rest.words[1].hasPrefix("their stages do not fit together: patch 11 ("))
    #expect(rest.words[1].contains(" needs patch 10 ("))
    run.series?.patches.remove(at: 8)
    let failure = #expect(throws: Failure.self) { try self.job(run, stage: 9) }
    #expect(failure?.message.hasPrefix("patch 11 (") == true)
    #expect(failure?.exitClass == .badAnswer)
  }

  // MARK: rounds of a pair

  private func job(
    _ run: Run, stage: Int, workload: String? = nil, confirms: Bool = false,
    _ rounds: PairRounds = PairRounds()
  ) throws -> PairJob {
    try PairJob(
      of: run, stage: stage, workload: workload, isConfirmation: confirms, rounds,
      place: .socket("/s"), caller: Invocation.test.caller)
  }

  private func result(_ before: [Double], _ after: [Double]) -> WorkloadResult {
    var result = SampleRun.workload("readv:32x4k", ["a", "b"])
    result.stages = [
      SampleRun.stage(0, "a", before, nil, nil), SampleRun.stage(1, "b", after, nil, nil),
    ]
    return result
  }

  /// Twelve rounds around a figure.
  private func figures(_ level: Double) -> [Double] {
    (0..<12).map { level * (1 + 0.002 * Double(($0 * 7) % 5)) }
  }

  @Test func `a stage is measured with the one before it`() throws {
    let run = try input().run
    let job = try job(run, stage: 10)
    #expect(job.key == PairRounds.Key(stage: 10, workload: "writev:32x4k"))
    #expect(job.experiment.stages.count == 2 && job.experiment.end.rounds == 100)
    #expect(job.confirmed == nil)
    #expect(throws: Failure.self) { try self.job(run, stage: 12) }
    #expect(throws: Failure.self) { try self.job(run, stage: 0) }
  }

  @Test func `only a change that was found can be confirmed`() throws {
    let run = SampleRun.make()
    #expect(throws: Failure(.usage, "nothing is measured yet that could be confirmed")) {
      try job(input().run, stage: 1, confirms: true)
    }
    let second = try job(run, stage: 2, workload: "readv:32x4k", confirms: true)
    #expect(second.confirmed == 7.5)
    #expect(second.experiment.end.rounds == 100)
    #expect(throws: Failure(.usage, "nothing to confirm: no change")) {
      try job(run, stage: 1, workload: "readv:32x4k", confirms: true)
    }
  }

  @Test func `rounds made here add to each other, and to nothing else`() throws {
    let rounds = PairRounds()
    let key = PairRounds.Key(stage: 1, workload: "a")
    func figures(_ before: [Double], _ after: [Double]) -> JoinedRounds.Figures {
      JoinedRounds.Figures(before: before, after: after)
    }
    #expect(rounds.add(figures([1], [2]), to: key) == figures([1], [2]))
    #expect(rounds.add(figures([3], [4]), to: key) == figures([1, 3], [2, 4]))
    #expect(
      rounds.add(figures([5], [6]), to: PairRounds.Key(stage: 2, workload: "a"))
        == figures([5], [6]))
    #expect(rounds.all.isEmpty)
  }

  @Test func `a change that rounds made here show can be confirmed, by rounds of its own`() throws {
    let (run, rounds) = (try input().run, PairRounds())
    let first = try job(run, stage: 10, rounds)
    for count in [12, 24] {
      guard
        case .measured(let found) = first.judge(
          result(figures(100), figures(200)), isInterrupted: false, rounds)
      else {
        Issue.record("no result")
        return
      }
      #expect(found.after.count == count && found.stage == 10 && found.confirmation == nil)
      #expect(found.change.verdict.isFinding && found.change.ratio > 1.9)
    }
    let second = try job(run, stage: 10, confirms: true, rounds)
    guard
      case .measured(let confirmed) = second.judge(
        result(figures(100), figures(200)), isInterrupted: false, rounds)
    else {
      Issue.record("no result")
      return
    }
    #expect(confirmed.after.count == 36 && confirmed.confirmation?.rounds == 12)
    #expect(confirmed.standing == .alone)
    #expect(rounds.all.map(\.patch) == [10] && rounds.all[0].confirmed?.holds == true)
  }

  @Test func `rounds that were stopped confirm nothing, and few are not judged`() throws {
    let (run, rounds) = (SampleRun.make(), PairRounds())
    let confirming = try job(run, stage: 2, workload: "readv:32x4k", confirms: true, rounds)
    guard
      case .ended("stopped; nothing is confirmed") = confirming.judge(
        result(figures(100), figures(200)), isInterrupted: true, rounds)
    else {
      Issue.record("confirmed")
      return
    }
    #expect(rounds.all.isEmpty)
    let finding = try job(run, stage: 2, workload: "readv:32x4k", rounds)
    guard
      case .ended("stopped; 2 rounds are too few to judge") = finding.judge(
        result([1, 1], [2, 2]), isInterrupted: true, rounds)
    else {
      Issue.record("judged")
      return
    }
  }

  // MARK: reports

  @Test func `reports do not replace another run's measurements`() throws {
    let scratch = try Scratch()
    let reports = StepReports(SampleRun.make(), out: scratch.path + "/out")
    let files = "run.json, report.html, report.md, report.csv"
    #expect(
      try reports.export(with: []) == "written to \(scratch.path)/out: \(files)")
    // Its own run may be written again, with rounds that were measured after it and without.
    let later = LaterRounds(
      patch: 1, workload: "readv:32x4k", unit: "MB/s", before: [1], after: [2], standing: .alone,
      rounds: 1, change: Comparison(ratio: 2, low: 1, high: 3, verdict: .inconclusive),
      confirmed: nil)
    #expect(
      try reports.export(with: [later])
        == "written with the rounds measured here to \(scratch.path)/out: \(files)")
    #expect(try RunFile.read(scratch.path + "/out/run.json").laterRounds == [later])
    #expect(
      try reports.export(with: []) == "written to \(scratch.path)/out: \(files)")
    let other = StepReports(SampleRun.make(title: "another"), out: scratch.path + "/out")
    #expect(
      try other.open(with: [], nil)
        == "written: \(scratch.path)/out-2/report.html, as \(scratch.path)/out holds another run's "
        + "measurements")
    #expect(throws: Failure.self) {
      try StepReports(SampleRun.make(), out: "/proc/self").open(with: [], nil)
    }
  }

  @Test func `a page is shown where there is a desktop, by its file`() throws {
    let scratch = try Scratch()
    let reports = StepReports(SampleRun.make(), out: scratch.path + "/out")
    let page = scratch.path + "/out/report.html"
    var shown: [String] = []
    #expect(
      try reports.open(with: []) { (path) throws(Failure) in shown.append(path) }
        == "written and opened: \(page)")
    #expect(shown == [page])
    #expect(exists("out/report.html", in: scratch.path))
  }
}
