import Documents
import TestSupport
import Testing

@testable import Stepper

/// Keys: where they lead, and what they ask the program for.
struct UpdateTests {
  func pressed(_ keys: Key...) -> StepState { Screens.state(keys) }

  @Test func `patches are applied and taken back one at a time`() {
    #expect(pressed(.character("n")).stage == 1)
    #expect(pressed(.down, .down).stage == 2)
    #expect(pressed(.down, .down, .down).stage == 2)
    #expect(pressed(.down, .down, .up).stage == 1)
    #expect(pressed(.character("p")).stage == 0)
    #expect(pressed(.character("G"), .character("g")).stage == 0)
  }

  @Test func `digits jump, and go on to longer numbers`() {
    #expect(pressed(.character("2")).stage == 2)
    #expect(pressed(.character("9")).stage == 0)
    var run = SampleRun.make()
    run.series?.patches = (1...30).map { SampleRun.patch($0, "s\($0)") }
    var state = StepState(StepMaterial(run: run))
    for digit in "12" { _ = state.update(.key(.character(digit))) }
    #expect(state.stage == 12)
    _ = state.update(.key(.character("7")))
    #expect(state.stage == 7)
    _ = state.update(.key(.tab))
    _ = state.update(.key(.character("2")))
    #expect(state.stage == 2)
  }

  @Test func `tabs go round`() {
    #expect(pressed(.tab).tab == .diff)
    #expect(pressed(.backTab).tab == .log)
    #expect(Screens.state(Array(repeating: .tab, count: 8)).tab == .message)
  }

  @Test func `a search goes through messages and diffs of all patches, round and round`() {
    var state = Screens.state("/RETURN 32".map(Key.character) + [.enter])
    #expect(state.stage == 1 && state.tab == .diff)
    _ = state.update(.key(.character("N")))
    #expect(state.stage == 2 && state.tab == .diff)
    _ = state.update(.key(.character("N")))
    #expect(state.stage == 1)
    #expect(Screens.state("/pack".map(Key.character) + [.enter]).stage == 2)
    let lost = Screens.state("/nowhere".map(Key.character) + [.enter])
    #expect(Screens.text(lost.render()).contains("“nowhere” was not found"))
  }

  @Test(arguments: [
    "@@ -1,-9223372036854775808 +1,5 @@", "@@ -1,99999999999999999999 +1 @@", "@@ -,",
  ])
  func `a heading that no diff has does no harm`(heading: String) {
    var run = SampleRun.make()
    run.series?.patches[0].diff = "--- a/x\n+++ b/x\n\(heading)\n-a\n+b\n c\n"
    var state = StepState(StepMaterial(run: run))
    for key in [Key.character("n"), .tab, .character("z")] { _ = state.update(.key(key)) }
    #expect(state.rowCount > 0)
  }

  @Test func `figures of any kind are drawn`() {
    var run = SampleRun.make()
    for (stage, value) in [-1.0, 0, .infinity].enumerated() {
      run.lanes[.engine]?.workloads[0].stages[stage].median = value
      run.lanes[.engine]?.workloads[0].stages[stage].samples = [value, -value, 1e300]
    }
    var state = StepState(StepMaterial(run: run))
    for key in [Key.character("1"), .tab, .tab, .tab, .tab, .tab, .character("2"), .backTab] {
      _ = state.update(.key(key))
      #expect(state.render().rows.count == 24)
    }
  }

  @Test func `a hunk folds away and comes back`() {
    var state = pressed(.character("1"), .tab)
    let rows = state.rowCount
    _ = state.update(.key(.character("z")))
    #expect(state.rowCount == 2)
    _ = state.update(.key(.character("z")))
    #expect(state.rowCount == rows)
    _ = state.update(.key(.enter))
    #expect(state.rowCount < rows)
  }

  @Test func `workload, metric and what is compared with change`() {
    #expect(pressed(.character("w")).workloadResult?.name == "readv:32x4k")
    #expect(pressed(.character("w"), .character("w")).workloadResult?.name == "writev:32x4k")
    #expect(pressed(.character("m")).metric == .latency)
    #expect(pressed(.character("b")).comparesWithBase)
  }

  @Test func `what takes the program is asked of it`() {
    func effects(_ key: Key, after keys: [Key] = [.character("2")]) -> [StepEffect] {
      var state = Screens.state(keys)
      return state.update(.key(key))
    }
    #expect(
      effects(.character("r"))
        == [.measure(stage: 2, workload: "writev:32x4k", isConfirmation: false)])
    #expect(
      effects(.character("c"))
        == [.measure(stage: 2, workload: "writev:32x4k", isConfirmation: true)])
    #expect(effects(.character("r"), after: []) == [])
    #expect(effects(.character("r"), after: [.character("2"), .character("r")]) == [])
    #expect(effects(.character("x")) == [.leaveOut([2])])
    #expect(effects(.character("x"), after: [.character("2"), .character("x")]) == [.leaveOut([])])
    #expect(effects(.character("o")) == [.openReport])
    #expect(effects(.character("e")) == [.export])
    #expect(effects(.character("q")) == [.quit])
  }

  @Test func `Ctrl-C ends the rounds that are measured, and else the stepper`() {
    var state = Screens.state([.character("2"), .character("r")])
    _ = state.update(.progress("round 1/12"))
    #expect(state.update(.interrupted) == [.stopMeasuring])
    // What else is told does not end the rounds.
    _ = state.update(.told("written"))
    #expect(Screens.text(state.render()).contains("written  measuring: round 1/12"))
    #expect(state.update(.interrupted) == [.stopMeasuring])
    _ = state.update(.ended("stopped; no round is complete"))
    #expect(Screens.text(state.render()).contains("stopped; no round"))
    // One that was meant for the rounds may come when they have just ended.
    #expect(state.update(.interrupted) == [])
    #expect(Screens.text(state.render()).contains("press q or Ctrl-C again to quit"))
    #expect(state.update(.interrupted) == [.quit])
  }

  @Test func `that a patch is measured which was left out is said`() {
    var state = Screens.state([.character("1"), .character("x"), .character("2")])
    #expect(state.update(.key(.character("r"))).count == 1)
    #expect(
      Screens.text(state.render())
        .contains("patch 1 is left out here, but still measured  measuring:"))
    var other = Screens.state([.character("2"), .character("x"), .character("1")])
    _ = other.update(.key(.character("r")))
    #expect(!Screens.text(other.render()).contains("all the same"))
  }

  @Test func `rounds that were measured are shown`() throws {
    var state = Screens.state([.character("2"), .character("r")])
    _ = state.update(.progress("round 1/12"))
    #expect(Screens.text(state.render()).contains("measuring: round 1/12"))
    _ = state.update(
      .measured(
        PairResult(
          stage: 2, workload: "writev:32x4k", before: [100, 101], after: [700, 710], unit: "MB/s",
          standing: .joined, rounds: 14,
          change: Comparison(ratio: 7, low: 6.8, high: 7.2, verdict: .faster),
          confirmation: Confirmation(
            holds: true, rounds: 2, ratio: 7, low: 6.9, high: 7.1, signedRankP: 0.01))))
    #expect(state.tab == .numbers)
    let screen = Screens.text(state.render())
    #expect(screen.contains("2 fresh rounds and 12 of the run"))
    #expect(screen.contains("✓ confirmed ×7.00"))
  }

  private func pair(_ standing: RoundsStanding) -> PairResult {
    PairResult(
      stage: 2, workload: "writev:32x4k", before: [100, 101], after: [700, 710], unit: "MB/s",
      standing: standing, rounds: 2,
      change: Comparison(ratio: 7, low: 6.8, high: 7.2, verdict: .faster), confirmation: nil)
  }

  @Test func `rounds that contradict the run say so`() {
    var state = Screens.state([.character("2")])
    _ = state.update(.measured(pair(.machineChanged)))
    #expect(Screens.text(state.render()).contains("the machine changed"))
  }

  @Test func `q asks whether rounds are to be kept that no report holds`() {
    var state = Screens.state([.character("2")])
    _ = state.update(.measured(pair(.alone)))
    #expect(state.update(.key(.character("q"))) == [])
    #expect(Screens.text(state.render()).contains("keep the rounds measured here?"))
    #expect(state.update(.key(.character("w"))) == [])
    #expect(state.update(.key(.escape)) == [])
    #expect(state.update(.key(.character("q"))) == [])
    #expect(state.update(.key(.character("n"))) == [.quit])
    #expect(state.update(.key(.escape)) == [])
    #expect(state.update(.key(.character("q"))) == [])
    #expect(state.update(.key(.character("y"))) == [.export])
    // What could not be written is not lost with the end.
    #expect(state.update(.told("the disk is full")) == [])
    #expect(state.update(.key(.character("q"))) == [])
    #expect(state.update(.key(.character("y"))) == [.export])
    #expect(state.update(.exported("written")) == [.quit])
    #expect(state.isOver)
    #expect(state.update(.key(.character("q"))) == [.quit])
  }

  @Test func `a patch that is left out is marked, with what becomes of the rest`() {
    var state = Screens.state([.character("1"), .character("x")])
    let rest = ApplyDocument(
      base: ApplyBase(kind: .hollow, commit: nil, tree: nil), branch: nil, complete: false,
      patches: [
        AppliedPatch(
          number: 2, status: .conflict, commit: nil, tree: nil, threeWay: false, hunks: [],
          rejects: [])
      ])
    _ = state.update(.rest(apply: rest, words: ["patch 2 does not apply"]))
    let text = Screens.text(state.render())
    #expect(state.tab == .log)
    #expect(text.contains("Without 1") && text.contains("patch 2 does not apply"))
    #expect(text.contains("– 1") && text.contains("✗ 2"))
  }

  @Test func `a series of 1,000 patches and a diff of 100,000 lines is walked row by row`() {
    var run = SampleRun.make()
    let diff =
      "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,100000 @@\n"
      + String(repeating: "+line\n", count: 100_000)
    run.series?.patches = (1...1000).map {
      SampleRun.patch($0, "s\($0)", diff: $0 == 500 ? diff : SampleRun.diff)
    }
    var state = StepState(StepMaterial(run: run))
    for key in "500".map(Key.character) + [.tab, .end] { _ = state.update(.key(key)) }
    #expect(state.stage == 500)
    #expect(state.rowCount == 100_004)
    #expect(Screens.text(state.render()).contains("+line"))
  }
}
