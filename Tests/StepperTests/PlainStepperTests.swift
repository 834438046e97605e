import Documents
import TestSupport
import Testing

@testable import Stepper

/// The prompt: words in, lines out.
struct PlainStepperTests {
  func answers(_ lines: String...) -> [String] {
    var stepper = PlainStepper(Screens.material())
    return lines.reduce(into: []) { $0 = stepper.answer(to: $1).lines }
  }

  @Test func `a person walks with words`() {
    #expect(answers("next") == ["stage 1 of 2: patch 1, fuse: size vectors"])
    #expect(answers("next", "next", "previous") == ["stage 1 of 2: patch 1, fuse: size vectors"])
    #expect(answers("goto 2") == ["stage 2 of 2: patch 2, fuse: pack"])
    #expect(
      answers("next", "goto 9") == [
        "there is no stage 9: the stages are 0 to 2",
        "stage 1 of 2: patch 1, fuse: size vectors",
      ])
    #expect(answers("goto x") == ["goto takes the number of a stage"])
    #expect(
      answers("goto 2", "show diff").contains("+\treturn 32;".replacing("\t", with: "       ")))
    #expect(answers("goto 2", "numbers").contains { $0.contains("▲ faster") })
    #expect(answers("goto 2", "file fs/fuse/file.c").contains { $0.contains("2 ┃") })
    #expect(answers("file nothing") == ["nothing is not there"])
    #expect(answers("search return 32").last == "diff line 7: +       return 32;")
    #expect(answers("dance") == ["`dance` is no word of this prompt; help lists them"])
    #expect(answers("help").count > 8)
  }

  @Test func `patches that a run left out are named`() {
    var run = SampleRun.make()
    run.settings.without = [2]
    var stepper = PlainStepper(Screens.material(run))
    #expect(stepper.place == "stage 0 of 2: before the series, without patch 2")
    #expect(stepper.answer(to: "show message").lines.contains { $0.hasSuffix(", without patch 2") })
    #expect(stepper.answer(to: "goto 1").lines == ["stage 1 of 2: patch 1, fuse: size vectors"])
    #expect(stepper.answer(to: "goto 2").lines == ["stage 2 of 2: patch 2, fuse: pack, left out"])
    var state = StepState(Screens.material(run))
    _ = state.update(.resized(width: 80, height: 24))
    #expect(Screens.text(state.render()).contains("stage 0/2, without patch 2"))
  }

  @Test func `a patch that does not apply is told, and words are named, not keys`() {
    var run = SampleRun.make()
    run.lanes = [:]
    run.apply = ApplyDocument(
      base: ApplyBase(kind: .hollow, commit: nil, tree: nil), branch: nil, complete: false,
      patches: [.conflict, .skipped].enumerated().map {
        AppliedPatch(
          number: PatchNumber($0 + 1), status: $1, commit: nil, tree: nil, threeWay: false,
          hunks: [],
          rejects: [])
      })
    var stepper = PlainStepper(StepMaterial(run: run))
    #expect(
      stepper.answer(to: "next").lines
        == ["stage 1 of 2: patch 1, fuse: size vectors, does not apply: `log` says where"])
    #expect(
      stepper.answer(to: "next").lines
        == ["stage 2 of 2: patch 2, fuse: pack, not applied, as an earlier one does not"])
    for word in ["workload", "numbers"] {
      let lines = stepper.answer(to: word).lines
      #expect(lines.contains { $0.contains("`measure` measures") }, "\(lines)")
    }
    #expect(stepper.answer(to: "search pack").lines.first == "“pack”, `search` goes on")
  }

  @Test func `effects are handed on, and what comes of them is shown`() {
    var stepper = PlainStepper(Screens.material())
    _ = stepper.answer(to: "goto 2")
    #expect(
      stepper.answer(to: "measure").effects
        == [.measure(stage: 2, workload: "writev:32x4k", isConfirmation: false)])
    #expect(stepper.take(.progress("round 1")) == ["round 1"])
    #expect(stepper.take(.told("no server")) == ["no server"])
    #expect(stepper.take(.ended("stopped")) == ["stopped"])
    #expect(stepper.answer(to: "quit").effects == [.quit])
  }

  @Test func `control characters never come out`() {
    var stepper = PlainStepper(Screens.material())
    var lines = stepper.take(.told("\u{1B}]0;x\u{7}")) + stepper.take(.progress("\u{9B}31m"))
    for line in ["\u{1B}[2J", "search \u{7}", "file \u{1B}c", "goto \u{1B}c"] {
      lines += stepper.answer(to: line).lines
    }
    #expect(lines.count > 5)
    #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { !$0.isUnsafe } })
  }
}
