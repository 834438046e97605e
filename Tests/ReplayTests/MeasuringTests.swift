import CommandLane
import Documents
import Failures
import Rounds
import TestSupport
import Testing

@testable import Replay

struct MeasuringTests {
  private func settings(metrics: [String] = []) -> CommandSettings {
    CommandSettings(
      build: nil, runs: ["true"], setup: nil, prepare: nil, conclude: nil, timeout: 60, pin: [],
      environment: [:], metrics: metrics)
  }

  private func request(_ source: MeasureRequest.Source, metrics: [String] = []) -> MeasureRequest {
    MeasureRequest(
      source, settings: settings(metrics: metrics),
      end: StopRule(rounds: 1, precision: nil, seconds: nil), out: "/nowhere/out")
  }

  private func refusal(_ request: MeasureRequest) async -> Failure? {
    let told = Told()
    do throws(Failure) { _ = try await request.perform(.test, told.observer()) } catch {
      #expect(!told.lines.contains("measuring"))
      return error
    }
    return nil
  }

  @Test func `the cache is the user's, by the XDG rules`() {
    #expect(MeasureRequest.standardCache(["XDG_CACHE_HOME": "/c"]) == "/c/patch-replay")
    #expect(
      MeasureRequest.standardCache(["XDG_CACHE_HOME": "c", "HOME": "/h"])
        == "/h/.cache/patch-replay")
    #expect(MeasureRequest.standardCache([:]) == "/tmp/.cache/patch-replay")
  }

  @Test func `a condition about a metric that was not asked for is refused first of all`()
    async throws
  {
    var request = request(.commits("nonsense", repository: "/nowhere"), metrics: ["a=(.*)"])
    request.gate = try FailureGate(["b:slower:1%"])
    let failure = await refusal(request)
    #expect(failure?.exitClass == .usage)
    #expect(
      failure?.message.hasPrefix("--fail-on b:slower:1%: no such metric; there are a,") == true)
  }

  @Test func `a range is BASE..TIP`() async {
    for range in ["x", "..x", "a...b", "a..b..c", ""] {
      #expect(
        await refusal(request(.commits(range, repository: "/nowhere")))
          == Failure(.usage, "--range takes BASE..TIP: \(range)"))
    }
    #expect(
      await refusal(request(.commits("a..b", repository: "/nowhere")))?.exitClass == .noInput)
  }

  @Test func `a cover letter alone has nothing to apply`() async throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "cover.mbox", try #require(Fixture.mails("fuse-dio-v2.mbox").first))
    let failure = await refusal(
      request(.mail(SeriesRequest(MailInput([file])), onto: .folder(Fixture.tree))))
    #expect(
      failure == Failure(.badInput, "\(file): the series has no patches here to apply"))
  }

  @Test func `the stages end where a patch does not apply`() throws {
    let whole = try StageSources(
      Fixture.request("fuse-dio-v2.mbox").read(Told().notices), onto: .folder(Fixture.tree), [:])
    #expect(whole.stages.map(\.place) == (0...11).map { StagePlace($0) })
    #expect(whole.stages[0].subject == nil && whole.stages[1].subject != nil)
    let broken = try StageSources(
      Fixture.request("broken/does-not-apply.mbox").read(Told().notices),
      onto: .folder(Fixture.tree), [:])
    #expect(broken.stages.map(\.place) == [0, 1])
    #expect(broken.apply?.problem != nil)
    #expect(throws: Failure.self) {
      try StageSources(
        Fixture.request("fuse-dio-v2.mbox").read(Told().notices), onto: .hollow, [:])
    }
  }

  @Test func `a stage's files are written to a folder`() throws {
    let scratch = try Scratch()
    let sources = try StageSources(
      Fixture.request("fuse-dio-v2.mbox").read(Told().notices), onto: .folder(Fixture.tree), [:])
    try sources.export(sources.stages[0], to: scratch.path + "/base")
    #expect(exists("base/fs/fuse/file.c", in: scratch.path))
  }
}
